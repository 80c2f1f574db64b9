#compdef handoffd
# Completion of handoffd for zsh; `handoffd completion zsh` prints it.
_handoffd() {
    local -a found
    found=("${(@f)$(handoffd complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ -z $found[1] ]]; then
        _files
        return
    fi
    found=("${(@)found//:/\\:}")
    found=("${(@)found//$'\t'/:}")
    _describe -t handoffd handoffd found
}
if [[ $funcstack[1] == _handoffd ]]; then
    _handoffd "$@"
else
    compdef _handoffd handoffd
fi
