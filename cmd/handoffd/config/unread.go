package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// unread says why a file that the config names cannot be read, and what to do.
func unread(file string, err error) string {
	if mend := AccessMend(file, err); mend != "" && errors.Is(err, fs.ErrPermission) {
		return fmt.Sprintf("%s may not be read; %s", file, mend)
	}
	if failed, ok := errors.AsType[*os.PathError](err); ok {
		err = failed.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("there is no file %s; correct the name, which is looked for from the folder of the config, or "+
			"put the file there", file)
	case errors.Is(err, syscall.EISDIR):
		return fmt.Sprintf("%s is a folder; name the file in it", file)
	}
	return fmt.Sprintf("%s cannot be read: %v; name another file", file, err)
}
