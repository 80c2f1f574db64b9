package ics

import "slices"

// shelf hands out room for components and what is in them in blocks: a calendar has many, and they go together.
type shelf struct {
	components []component
	properties []property
	parameters []parameter
}

const shelfBlock = 512

func (s *shelf) component(name string) *component {
	c := &take(&s.components, 1)[0]
	c.Name = name
	return c
}

// take gives room for n, which nothing that is appended to it leaves.
func take[T any](block *[]T, n int) []T {
	if n > shelfBlock/8 {
		return make([]T, n)
	}
	if len(*block) < n {
		*block = make([]T, shelfBlock)
	}
	room := (*block)[:n:n]
	*block = (*block)[n:]
	return room
}

// keep copies a list to where it stays.
func keep[T any](block *[]T, list []T) []T {
	if len(list) == 0 {
		return nil
	}
	kept := take(block, len(list))
	copy(kept, list)
	return slices.Clip(kept)
}
