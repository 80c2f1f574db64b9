# Completion of handoffd for bash; `handoffd completion bash` prints it.
_handoffd() {
    local IFS=$'\n'
    COMPREPLY=($(handoffd complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1 |
        while IFS= read -r word; do printf '%q\n' "$word"; done))
}
complete -o default -F _handoffd handoffd
