#compdef registry-cli
# Completion of registry-cli for zsh: source <(registry-cli completion zsh), after compinit;
# or this file as _registry-cli in a folder of $fpath.

_registry_cli() {
  local program=${(Q)words[1]} line value
  local -a values shown
  program=${program/#\~/$HOME}
  whence -p -- "$program" >/dev/null || program=registry-cli
  while IFS= read -r line; do
    if [[ $line == $'\tfiles' ]]; then
      [[ $PREFIX == --*=* ]] && compset -P '*='
      _files
      return
    fi
    value=${line%%$'\t'*}
    values+=("$value")
    if [[ $line == *$'\t'* ]]; then
      shown+=("$value  -- ${line#*$'\t'}")
    else
      shown+=("$value")
    fi
  done < <("$program" __complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)
  (( $#values )) && compadd -l -d shown -a values
}

if [[ ${funcstack[1]} == _registry-cli ]]; then
  _registry_cli "$@"
else
  compdef _registry_cli registry-cli
fi
