package templates

import "fmt"

// servicePrefix begins the names of the words of mails of the service itself. They are the whole mail, as it stands.
const servicePrefix = "service-"

// Service is what the words of a mail of the service can print: what it speaks of, as in a reason, and what it lists.
type Service struct {
	Because
	Lines []string
}

// Service fills in the words of the named mail of the service; false if there are none of that name.
func (s *Set) Service(name string, v Service) (subject, body string, ok bool, err error) {
	t, ok := s.words[servicePrefix+name]
	if !ok {
		return "", "", false, nil
	}
	s.use(wordsFolder + "/" + servicePrefix + name + ".txt")
	if subject, body, err = subjected(t, v); err != nil {
		return "", "", true, fmt.Errorf("%w: %w", ErrTemplate, err)
	}
	return subject, body, true, nil
}
