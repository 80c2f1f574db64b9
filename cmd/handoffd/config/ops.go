package config

import (
	"net"
	"slices"
	"strconv"
	"time"
)

// Ops is how the service is watched by others, and what it watches for others.
type Ops struct {
	Listen string        // host:port of /metrics, /healthz and /readyz; empty: nobody listens
	Backup string        // file or folder of backups; empty: they are not watched
	Most   time.Duration // how old the newest backup may be
}

// What may be in the log of mail addresses.
const (
	LogPlain = "plain"
	LogHash  = "hash"
)

// defaultBackup is how old the newest backup may be where the config does not say: one a day, and half a day to be
// late.
const defaultBackup = 36 * time.Hour

type fileOps struct {
	Listen    string `toml:"listen"`
	Public    bool   `toml:"public"`
	Backup    string `toml:"backup"`
	BackupAge string `toml:"backup_age"`
}

// ops checks where the service is watched. Whoever reaches that reads figures of the business, so that it is this
// machine alone unless the config says otherwise.
func (f *faults) ops(c *Config, raw fileOps) {
	o := Ops{Listen: f.text("ops.listen", raw.Listen, ""), Backup: below(c.Path, f.text("ops.backup", raw.Backup, ""))}
	if o.Backup != "" {
		o.Most = f.duration("ops.backup_age", raw.BackupAge, defaultBackup)
	}
	if _, port, err := net.SplitHostPort(o.Listen); o.Listen != "" {
		switch {
		case err != nil || !isPort(port):
			f.errorf("ops.listen", "%s is no address to listen at; write it like \"127.0.0.1:9178\"", Quoted(o.Listen))
		case !Loopback(o.Listen) && !raw.Public:
			f.errorf("ops.listen", "%s can be reached from other machines, and shows figures to everybody; write "+
				"\"127.0.0.1:%s\", or public = true if a firewall guards it", Quoted(o.Listen), port)
		}
	}
	if raw.Public && (o.Listen == "" || Loopback(o.Listen)) {
		f.errorf("ops.public", "public is for an address that other machines reach, and listen names none; remove the line")
	}
	if f.index.has("ops.backup_age") && o.Backup == "" {
		f.keyErrorf("ops.backup_age", "backup_age says how old a backup may be, and backup names none; remove the line")
	}
	c.Ops = o
}

// logAddresses checks how mail addresses stand in the log.
func (f *faults) logAddresses(how string) string {
	ways := []string{LogPlain, LogHash}
	if !f.index.has("log.addresses") {
		return LogPlain
	}
	if !slices.Contains(ways, how) {
		f.errorf("log.addresses", "addresses %s is unknown; use \"plain\" or \"hash\"", Quoted(how))
	}
	return how
}

// isPort says whether a port can be listened at.
func isPort(port string) bool {
	n, err := strconv.Atoi(port)
	return err == nil && n > 0 && n < 1<<16
}
