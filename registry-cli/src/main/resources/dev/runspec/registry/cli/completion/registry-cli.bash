# Completion of registry-cli for bash: source <(registry-cli completion bash)

_registry_cli() {
  local program=${1/#\~/"$HOME"} line
  type -P -- "$program" >/dev/null || program=registry-cli
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == $'\tfiles' ]]; then
      compopt -o default
    else
      COMPREPLY+=("$line")
    fi
  done < <("$program" __complete --line="${COMP_LINE:0:COMP_POINT}" --replaced="$2" 2>/dev/null </dev/null)
}

complete -F _registry_cli registry-cli
