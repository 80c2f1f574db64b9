package app

import (
	"context"
	"fmt"
	"log/slog"
	"net"

	"handoffd/cmd/handoffd/help"
	"handoffd/handoff/web"
)

// Pages are those of the service, of an App that serves. Tune has the last word on what they are given; it may be nil.
func (a *App) Pages(tune func(*web.Options)) (*web.Server, error) {
	o := web.Options{Store: a.Store, Desk: a.Engine.Desk(), Set: a.words, Now: a.options.Now, URL: a.Config.Web.URL,
		Log: a.options.Log, Proxy: a.Config.Web.Cert == "", Wake: a.Engine.Kick,
		Help: help.Pages{}, Vitals: a.watch.Measure, Version: a.options.Version}
	if l := a.Config.Web.Login; l.Issuer != "" {
		o.Login = &web.Login{Name: l.Name, Issuer: l.Issuer, ClientID: l.ClientID, Secret: l.Secret.Read,
			HTTP: a.options.HTTP}
	}
	if tune != nil {
		tune(&o)
	}
	return web.New(o)
}

// showPages begins to serve the pages, if the config says where. The function returned waits for the end.
func (a *App) showPages(ctx context.Context, log *slog.Logger) (done func(), err error) {
	w := a.Config.Web
	if w.Listen == "" {
		return func() {}, nil
	}
	pages, err := a.Pages(nil)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", w.Listen)
	if err != nil {
		return nil, fmt.Errorf("serve the pages at web.listen: %w; give an address of this machine that is free", err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := pages.Serve(ctx, l, w.Cert, w.Key); err != nil {
			log.Error("the pages are not served any more; mail goes on", "error", err)
		}
	}()
	log.Info("pages are served", "listen", l.Addr().String(), "url", w.URL)
	return func() { <-ended }, nil
}
