package mail

import "bytes"

// Object identifiers of CMS content types (RFC 5652), as DER bytes.
var (
	oidSignedData    = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02}
	oidEnvelopedData = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03}
	oidAuthEnveloped = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17}
)

// smime unwraps an opaque signed message (RFC 8551 section 3.5.2). The signature is not checked: it says nothing
// about the mail server's verdict, which is all that Authenticate goes by.
func (c *contents) smime(p *part, depth int) []piece {
	oid, content := cmsContent(p.data(maxOpaque))
	switch {
	case bytes.Equal(oid, oidSignedData) && len(content) > 0 && c.room(depth):
		return c.walk(c.entity(content, "text/plain", depth+1), depth+1)
	case bytes.Equal(oid, oidEnvelopedData) || bytes.Equal(oid, oidAuthEnveloped) ||
		p.params["smime-type"] == "enveloped-data":
		c.encrypted = true
	default:
		c.warn("%s was not read", p.mediaType)
		c.attach(p)
	}
	return nil
}

// cmsContent returns the type of a CMS ContentInfo and, for signed data, the message inside.
func cmsContent(data []byte) (oid, content []byte) {
	info, _, ok := readBER(data, 0)
	if !ok {
		return nil, nil
	}
	kind, rest, ok := readBER(info.body, 0)
	if !ok || kind.tag != 0x06 {
		return nil, nil
	}
	if !bytes.Equal(kind.body, oidSignedData) {
		return kind.body, nil
	}
	explicit, _, _ := readBER(rest, 0)
	signed, _, _ := readBER(explicit.body, 0)
	_, rest, _ = readBER(signed.body, 0) // version
	_, rest, _ = readBER(rest, 0)        // digest algorithms
	encap, _, _ := readBER(rest, 0)
	_, rest, _ = readBER(encap.body, 0) // content type
	explicit, _, _ = readBER(rest, 0)
	octets, _, ok := readBER(explicit.body, 0)
	if !ok {
		return kind.body, nil
	}
	return kind.body, octets.octets(0)
}

// ber is one value in the Basic Encoding Rules (X.690), which CMS allows with indefinite lengths.
type ber struct {
	tag         byte
	constructed bool
	body        []byte
}

const maxBERDepth = 12

// readBER reads one value and returns what follows it.
func readBER(b []byte, depth int) (v ber, rest []byte, ok bool) {
	if len(b) < 2 || depth > maxBERDepth || b[0]&0x1f == 0x1f {
		return ber{}, nil, false
	}
	v = ber{tag: b[0], constructed: b[0]&0x20 != 0}
	length, b := int(b[1]), b[2:]
	switch {
	case length == 0x80:
		if !v.constructed {
			return ber{}, nil, false
		}
		for rest = b; ; {
			if len(rest) >= 2 && rest[0] == 0 && rest[1] == 0 {
				v.body = b[:len(b)-len(rest)]
				return v, rest[2:], true
			}
			if _, rest, ok = readBER(rest, depth+1); !ok {
				return ber{}, nil, false
			}
		}
	case length > 0x80:
		n := length - 0x80
		if n > 4 || n > len(b) {
			return ber{}, nil, false
		}
		length = 0
		for _, c := range b[:n] {
			length = length<<8 | int(c)
		}
		b = b[n:]
	}
	if length < 0 || length > len(b) {
		return ber{}, nil, false
	}
	v.body = b[:length]
	return v, b[length:], true
}

// octets joins the pieces of an octet string.
func (v ber) octets(depth int) []byte {
	if !v.constructed || depth > maxBERDepth {
		return v.body
	}
	var joined []byte
	for rest := v.body; len(rest) > 0; {
		var inner ber
		var ok bool
		if inner, rest, ok = readBER(rest, 0); !ok {
			break
		}
		joined = append(joined, inner.octets(depth+1)...)
	}
	return joined
}
