// Command provider is a provider of OpenID Connect made of a library that others use, for the test that signs in with
// one. It is a module of its own: handoffd needs none of what it is made of.
package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

func main() {
	users := flag.String("users", "", "JSON file of the accounts, by their ids")
	client := flag.String("client", "client", "id of the client")
	secret := flag.String("secret", "", "its secret")
	redirect := flag.String("redirect", "", "where it sends people back to")
	flag.Parse()
	if err := serve(*users, *client, *secret, *redirect); err != nil {
		fmt.Fprintln(os.Stderr, "provider:", err)
		os.Exit(1)
	}
}

// serve says where the provider is, and serves until it is killed.
func serve(users, client, secret, redirect string) error {
	accounts, err := storage.StoreFromFile(users)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	issuer := fmt.Sprintf("http://localhost:%d", l.Addr().(*net.TCPAddr).Port) // to browsers another site than 127.0.0.1
	storage.RegisterClients(storage.WebClient(client, secret, redirect))
	handler := exampleop.SetupServer(issuer, storage.NewStorage(accounts), slog.New(slog.NewTextHandler(io.Discard, nil)),
		false)
	fmt.Println(issuer)
	return http.Serve(l, handler)
}
