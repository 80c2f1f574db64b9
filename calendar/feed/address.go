package feed

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"syscall"
)

var errAddress = errors.New("the address is of a private network, of this machine, or of no use")

// special are the stretches of the IPv4 and IPv6 special-purpose address registries (RFC 6890) that lie among the
// public ones.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("2001::/23"),     // protocols and tunnels, Teredo
	netip.MustParsePrefix("2001:db8::/32"), // documentation
	netip.MustParsePrefix("2002::/16"),     // 6to4: has an IPv4 address inside
	netip.MustParsePrefix("3fff::/20"),     // documentation
}

var (
	shared     = netip.MustParsePrefix("100.64.0.0/10") // carrier-grade NAT (RFC 6598)
	globalIPv6 = netip.MustParsePrefix("2000::/3")
	nat64      = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052: the IPv4 address is in the last four bytes
)

// permitted reports whether a feed may be read from the address. With private, networks behind a router and this
// machine are allowed too; link-local addresses never are, as nothing but the keys of cloud machines is served there.
func permitted(ip netip.Addr, private bool) bool {
	ip = ip.WithZone("").Unmap()
	if nat64.Contains(ip) {
		b := ip.As16()
		ip = netip.AddrFrom4([4]byte(b[12:]))
	}
	switch {
	case !ip.IsValid() || ip.IsUnspecified() || ip.IsMulticast() || ip.IsLinkLocalUnicast():
		return false
	case ip.IsLoopback() || ip.IsPrivate() || shared.Contains(ip):
		return private
	case ip.Is6() && !globalIPv6.Contains(ip):
		return false
	}
	return !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// control is asked with the very address that is about to be connected to, so that a name cannot mean something else
// meanwhile.
func (r *Reader) control(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("connect: %w", errAddress)
	}
	if !r.permit(at.Addr()) {
		return fmt.Errorf("connect to %s: %w", at.Addr(), errAddress)
	}
	return nil
}
