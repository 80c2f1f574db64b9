# Completion of handoffd for fish; `handoffd completion fish` prints it.
function __handoffd_complete
    set -l words (commandline -opc)
    set -l found (handoffd complete -- $words[2..-1] (commandline -ct) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c handoffd -f -a '(__handoffd_complete)'
