# Completion of handoffd for bash; `handoffd completion bash` prints it.
_handoffd() {
    local IFS=$'\n'
    COMPREPLY=($(handoffd complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1))
}
complete -o default -F _handoffd handoffd
