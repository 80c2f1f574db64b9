package ics

import "slices"

// shelf hands out room for components and what is in them in blocks: a calendar has many, and they go together.
type shelf struct {
	components block[component]
	properties block[property]
	parameters block[parameter]
}

// block is room for what goes together; the next one is twice as large, so that a small calendar takes little.
type block[T any] struct {
	rest []T
	next int
}

const (
	firstBlock = 16
	shelfBlock = 512
)

func (s *shelf) component(name string) *component {
	c := &take(&s.components, 1)[0]
	c.Name = name
	return c
}

// take gives room for n, which nothing that is appended to it leaves.
func take[T any](b *block[T], n int) []T {
	if n > shelfBlock/8 {
		return make([]T, n)
	}
	for len(b.rest) < n {
		b.next = min(max(2*b.next, firstBlock), shelfBlock)
		b.rest = make([]T, b.next)
	}
	room := b.rest[:n:n]
	b.rest = b.rest[n:]
	return room
}

// keep copies a list to where it stays.
func keep[T any](b *block[T], list []T) []T {
	if len(list) == 0 {
		return nil
	}
	kept := take(b, len(list))
	copy(kept, list)
	return slices.Clip(kept)
}
