package handoff

// Brand is how the company shows itself to the prospect.
type Brand struct {
	Company   string `json:",omitempty"` // empty: the display name of the handoff address
	Signature string `json:",omitempty"` // below the name of whoever writes
	Colour    string `json:",omitempty"` // of buttons and links: "#2f5fa8"
	Logo      Logo   `json:",omitzero"`  // beside the signature, in mails to the prospect
}

// Company is what mails call the company.
func (c *Config) Company() string {
	if c.Brand.Company != "" {
		return c.Brand.Company
	}
	return c.Name
}

// Logo is a picture of the company. The record says which one it was; the bytes stand in the config file's folder only.
type Logo struct {
	Type   string // "image/png", "image/jpeg"
	Sum    string // SHA-256 of the bytes, in hex
	Width  int    // as mails show it, in pixels
	Height int
	Bytes  string `json:"-"`
}
