package main

import (
	"fmt"
	"io"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff/text"
	"handoffd/mail/oauth"
)

// tellNext says what was done and what to look at next.
func (c *authorizeCmd) tellNext(w io.Writer, keys string, r oauth.Request) {
	fmt.Fprintf(w, "Done: the login of %s at %s is sealed in the database; the key is in %s. Back that file up, apart "+
		"from the database.\n\nNext:\n", text.Bare(c.Mailbox), c.Provider, keys)
	fmt.Fprintf(w, "- In the config give the account of %s the line auth = %q and remove its password_file or "+
		"password_env.\n", text.Bare(c.Mailbox), c.Provider)
	switch {
	case c.ClientCredentials:
		fmt.Fprintf(w, "- Let the application into this mailbox only: in Exchange Online PowerShell, with the object id of "+
			"its enterprise application,\n"+
			"    New-ServicePrincipal -AppId %s -ObjectId OBJECT_ID\n    Add-MailboxPermission -Identity %s -User OBJECT_ID "+
			"-AccessRights FullAccess\n", r.ClientID, text.Bare(c.Mailbox))
		fmt.Fprintf(w, "- The client secret ends some day: note the date that the portal shows, and authorize again "+
			"before it.\n")
	case c.Provider == oauth.NameMicrosoft:
		fmt.Fprintf(w, "- If the mail server does not take the login: %s.\n", app.MicrosoftMailbox(text.Bare(c.Mailbox)))
	default:
		fmt.Fprint(w, "- If the consent screen is of user type External and in \"Testing\", Google ends the login after 7 "+
			"days: make it Internal, or publish it.\n")
	}
	fmt.Fprintf(w, "- handoffd check --config %s tries the login. A running handoffd takes it up by itself.\n", c.Config)
}
