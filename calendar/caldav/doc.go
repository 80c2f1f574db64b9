// Package caldav keeps events on a CalDAV server and reads there when people are busy (RFC 4791): Nextcloud, SOGo,
// Radicale, Zimbra, iCloud, Fastmail and their like.
//
// One Calendar is one account and one collection of it. The collection is found from any place of the server:
// /.well-known/caldav (RFC 6764), current-user-principal, calendar-home-set. If there are several, one has to be named;
// none is guessed.
//
// Events are written with SCHEDULE-AGENT=CLIENT (RFC 6638 section 7.1): the server must mail nobody, since handoffd
// mails itself. The name of a resource is made of the UID, so that an event is there once however often it is put.
// Every change names the version that it changes (If-Match, If-None-Match); one that comes too late reads again.
//
// SOGo mails no guest then, but shows the event in the default calendar of a guest who has an account there, takes that
// guest's answer over into ours (and mails it too), and takes the event away with ours. DAViCal does nothing of its
// own.
//
// Busy time is worked out here, from the events themselves. Servers expand series badly when they look for a stretch of
// time, so all that repeats is read whatever the time. Whatever was not understood is unknown, never free.
//
// What the server says is hostile until shown otherwise: answers are bounded in size, depth and count, calendars go
// through the guard of package ics, and neither a redirect nor a link leads to another host. Passwords go over TLS, or
// to this machine. There is no library between: those for Go decode calendars without a guard, know no condition for a
// change, and drop the host of links.
package caldav
