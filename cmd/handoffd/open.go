package main

import (
	"context"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
)

// open loads a config and opens what the role needs of it.
func open(ctx context.Context, path string, r app.Role, o app.Options) (*app.App, error) {
	conf, err := config.Load(path)
	if err != nil {
		return nil, err
	}
	return app.Open(ctx, conf, r, o)
}
