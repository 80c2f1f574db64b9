package web

import (
	"net/http"

	"handoffd/handoff"
)

// routes are all there is. Who may see the handoff of a path is asked by each of its handlers.
var routes []route

func init() { // handlers refer to the table by way of Server
	routes = []route{
		{pattern: "GET /{$}", page: handoff.PageToday, do: today},
		{pattern: "GET /board", page: handoff.PageBoard, do: board},
		{pattern: "POST /board", page: handoff.PageBoard, do: pause},
		{pattern: "GET /h/{id}", do: lead},
		{pattern: "POST /h/{id}", do: sayOnLead},
		{pattern: "GET /h/{id}/mail/{row}", do: leadMail},
		{pattern: "GET /new", page: handoff.PageNew, do: newLead},
		{pattern: "POST /new", page: handoff.PageNew, do: postLead},
		{pattern: "GET /review", page: handoff.PageReview, do: review},
		{pattern: "POST /review", page: handoff.PageReview, do: setSteps},
		{pattern: "GET /rotation", page: handoff.PageRotation, do: rotation},
		{pattern: "GET /reports", page: handoff.PageReports, do: reports},
		{pattern: "GET /reports.csv", page: handoff.PageReports, do: reportsCSV},
		{pattern: "GET /rules", page: handoff.PageRules, do: rules},
		{pattern: "GET /held", page: handoff.PageHeld, do: held},
		{pattern: "POST /held", page: handoff.PageHeld, do: sift},
		{pattern: "GET /health", page: handoff.PageHealth, do: health},
		{pattern: "POST /health", page: handoff.PageHealth, do: seen},
		{pattern: "GET /help", do: help},
		{pattern: "GET /help/{topic}", do: help},
		{pattern: "GET /me", do: me},
		{pattern: "POST /me", do: endSession},
		{pattern: "POST /signout", do: signOut},
		{pattern: "GET /live", do: live},
		{pattern: "GET /signin", open: true, do: signIn},
		{pattern: "POST /signin", open: true, do: askToSignIn},
		{pattern: "POST /signin/as", open: true, do: signInAs},
		{pattern: "GET /in/{secret}", open: true, do: useSignIn},
		{pattern: "POST /in/{secret}", open: true, do: spendSignIn},
		{pattern: "GET /oidc/start", open: true, do: startLogin},
		{pattern: "GET /oidc/callback", open: true, do: endLogin},
		{pattern: "GET /do/{secret}", open: true, do: showLink},
		{pattern: "POST /do/{secret}", open: true, do: useLink},
		{pattern: "/", open: true, do: func(*visit) error { return faultOf(http.StatusNotFound, "page") }},
	}
}
