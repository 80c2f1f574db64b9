package mailtest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// startDovecot runs Dovecot 2.3 without privileges. ports: imap, imaps, lmtp, auth.
func (r *Real) startDovecot(ctx context.Context, o Options, ports []int) error {
	id, err := unprivileged()
	if err != nil {
		return err
	}
	if err := id.own(filepath.Join(r.Dir, "run"), filepath.Join(r.Dir, "mail")); err != nil {
		return err
	}
	log := filepath.Join(r.Dir, "dovecot.log")
	if err := r.write("dovecot.log", ""); err != nil {
		return err
	}
	if err := os.Chown(log, id.uid, id.gid); err != nil {
		return err
	}
	if err := os.Chown(filepath.Join(r.Dir, "key.pem"), id.uid, id.gid); err != nil {
		return err
	}
	if err := r.write("dovecot.conf", dovecotConfig(r.Dir, o.Hostname, id, ports)); err != nil {
		return err
	}
	cmd := exec.Command("dovecot", "-F", "-c", filepath.Join(r.Dir, "dovecot.conf"))
	cmd.Dir = r.Dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{
			Uid: uint32(id.uid), Gid: uint32(id.gid), NoSetGroups: false,
		}}
	}
	if r.dovecot, err = startProcess(cmd); err != nil {
		return fmt.Errorf("start dovecot: %w", err)
	}
	return r.dovecot.waitFor(ctx, log, r.IMAPAddr, r.IMAPSAddr, r.LMTPAddr)
}

func dovecotConfig(dir, hostname string, id identity, ports []int) string {
	return strings.NewReplacer(
		"DIR", dir, "HOSTNAME", hostname, "USER", id.name, "GROUP", id.group,
		"UID", fmt.Sprint(id.uid), "GID", fmt.Sprint(id.gid), "PASSWORD", RealPassword,
		"IMAP_PORT", fmt.Sprint(ports[0]), "IMAPS_PORT", fmt.Sprint(ports[1]),
		"LMTP_PORT", fmt.Sprint(ports[2]), "AUTH_PORT", fmt.Sprint(ports[3]),
	).Replace(dovecotTemplate)
}

const dovecotTemplate = `base_dir = DIR/run
state_dir = DIR/run
instance_name = handoff-IMAP_PORT
log_path = DIR/dovecot.log
hostname = HOSTNAME
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = USER
default_internal_group = GROUP
default_login_user = USER
first_valid_uid = 1
ssl = yes
ssl_cert = <DIR/cert.pem
ssl_key = <DIR/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
recipient_delimiter = +
mail_location = maildir:DIR/mail/%Lu
mail_fsync = never
mailbox_idle_check_interval = 1s
mail_max_userip_connections = 100
postmaster_address = postmaster@HOSTNAME
passdb {
  driver = static
  args = password=PASSWORD
}
userdb {
  driver = static
  args = uid=UID gid=GID home=DIR/mail/%Lu allow_all_users=yes
}
service imap-login {
  chroot =
  inet_listener imap {
    port = IMAP_PORT
  }
  inet_listener imaps {
    port = IMAPS_PORT
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service lmtp {
  unix_listener lmtp {
    mode = 0666
  }
  inet_listener lmtp {
    address = 127.0.0.1
    port = LMTP_PORT
  }
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = AUTH_PORT
  }
}
namespace inbox {
  inbox = yes
  mailbox Junk {
    auto = create
    special_use = \Junk
  }
}
`
