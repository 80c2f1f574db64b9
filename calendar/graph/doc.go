// Package graph keeps events in, and reads busy time from, Microsoft 365 by way of Microsoft Graph v1.0, over plain
// net/http.
//
// Exchange sends the invitations, updates and cancellations; nothing that this package writes is mailed by handoffd as
// well. Which is why every write may be repeated: an event is made with a transactionId, changed under If-Match, and
// carries our UID and a mark of what was wanted in two extended properties, so that a second try finds what the first
// one did and tells nobody again.
//
// What Graph does not do, and what follows:
//   - The iCalUId is Exchange's own choice. Ref.UID is that one; the UID of the event as handoffd knows it is an
//     extended property.
//   - The status of an attendee can be written by halves only (people report that accepted is taken, and declined
//     becomes no answer). Put leaves PartStat of the wanted guests alone: the answers that came by mail are known to
//     the handoff, and the calendar of the organizer may show less than the handoff knows.
//   - A changed time makes Outlook ask everybody again; any other change leaves the answers as they are.
//   - A change of the attendees alone is told to those who were added or removed only. So they always go together with
//     the body.
//   - An event that is deleted lives on in a folder. Its ordinary id changes with the folder, so that it is not found
//     any more; an immutable id would still find it, and call it there. So ids are the ordinary ones, and the UID
//     finds what was moved.
//   - Once an event has an online meeting it keeps it, and its part of the body must be kept, or the meeting is gone.
//
// Permissions are those of an application, limited to the handoff mailbox by RBAC for Applications or an application
// access policy, or those of one signed-in person. With the mailbox alone in reach, free/busy is asked of that mailbox
// (getSchedule); where a rep's own calendar may be read, its entries are told too.
package graph
