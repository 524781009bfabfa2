# Completion of registry-cli for fish: registry-cli completion fish | source

function __registry_cli_complete
    set -l words (commandline -opc)
    set -l token (commandline -ct)
    set -l program (string replace -r '^~' -- $HOME $words[1])
    type -q -- $program; or set program registry-cli
    set -l lines ($program __complete -- $words[2..-1] "$token" 2>/dev/null </dev/null)
    if contains -- \tfiles $lines
        set -l option (string match -r -- '^--[^=]*=' "$token")
        set -l paths (__fish_complete_path (string replace -r -- '^--[^=]*=' '' "$token"))
        set -q paths[1]; and printf '%s\n' $option$paths
    else if set -q lines[1]
        printf '%s\n' $lines
    end
end

complete -c registry-cli -f -a '(__registry_cli_complete)'
