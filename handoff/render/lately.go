package render

import (
	"reflect"
	"sync"

	"handoffd/templates"
)

// lately are the templates that were filled in last for threads: the copies of one mail differ in their heads only, and
// are written one after the other.
type lately struct {
	mu   sync.Mutex
	of   [4]copied
	next int
}

type copied struct {
	template string
	view     any
	mail     templates.Mail
}

// find gives what the template made of an equal view.
func (l *lately) find(template string, view any) (templates.Mail, bool) {
	l.mu.Lock()
	all := l.of
	l.mu.Unlock()
	for _, c := range all {
		if c.template == template && reflect.DeepEqual(c.view, view) {
			return c.mail, true
		}
	}
	return templates.Mail{}, false
}

// keep keeps it in the place of the oldest.
func (l *lately) keep(template string, view any, m templates.Mail) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.of[l.next] = copied{template, view, m}
	l.next = (l.next + 1) % len(l.of)
}

// fill fills a template in.
func (r *Renderer) fill(template string, view any) (templates.Mail, error) {
	thread, ok := view.(templates.Thread)
	if !ok {
		return r.set.Write(template, view)
	}
	if m, ok := r.lately.find(template, thread); ok {
		return m, nil
	}
	m, err := r.set.Write(template, view)
	if err == nil {
		r.lately.keep(template, thread, m)
	}
	return m, err
}
