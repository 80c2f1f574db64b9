package calendartest

import (
	"fmt"
	"net"
	"os"
	"runtime"
	"sync"
)

// given are the addresses that servers of this process have had.
var given sync.Map

// freeAddress finds a loopback address that nobody listens on. Where there are several, as on Linux, each process has
// one of its own: a port that is free now would else be taken by the server of another test, which would answer.
func freeAddress() (string, error) {
	host := "127.0.0.1"
	if pid := os.Getpid(); runtime.GOOS == "linux" {
		host = fmt.Sprintf("127.%d.%d.%d", 1+pid>>14&127, 1+pid>>7&127, 1+pid&127)
	}
	for {
		l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
		if err != nil {
			return "", err
		}
		address := l.Addr().String()
		l.Close()
		if _, twice := given.LoadOrStore(address, true); !twice {
			return address, nil
		}
	}
}
