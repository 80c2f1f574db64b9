/* Busy time of a calendar by libical, to compare with: busy FILE FROM TO ROUNDS
 * prints "start end" in Unix seconds for each merged span, then "# events seconds" for the fastest round of reading, expanding and merging. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct spans {
	struct icaltime_span *at;
	size_t count, room;
	time_t from, to;
};

static void add(icalcomponent *event, struct icaltime_span *span, void *data)
{
	struct spans *s = data;
	(void)event;
	if (!span->is_busy || span->start >= span->end || span->start >= s->to || span->end <= s->from)
		return;
	if (s->count == s->room) {
		s->room = s->room ? 2 * s->room : 1024;
		s->at = realloc(s->at, s->room * sizeof *s->at);
		if (s->at == NULL)
			exit(1);
	}
	s->at[s->count++] = *span;
}

static int earlier(const void *a, const void *b)
{
	const struct icaltime_span *x = a, *y = b;
	return (x->start > y->start) - (x->start < y->start);
}

static void merge(struct spans *s)
{
	size_t n = 0;
	qsort(s->at, s->count, sizeof *s->at, earlier);
	for (size_t i = 0; i < s->count; i++) {
		if (n > 0 && s->at[i].start <= s->at[n - 1].end) {
			if (s->at[i].end > s->at[n - 1].end)
				s->at[n - 1].end = s->at[i].end;
		} else
			s->at[n++] = s->at[i];
	}
	s->count = n;
}

static char *slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL)
		exit(1);
	fseek(f, 0, SEEK_END);
	long size = ftell(f);
	rewind(f);
	char *text = malloc(size + 1);
	if (text == NULL || fread(text, 1, size, f) != (size_t)size)
		exit(1);
	text[size] = 0;
	fclose(f);
	return text;
}

static int busy(const char *text, struct spans *s)
{
	int events = 0;
	icalcomponent *calendar = icalparser_parse_string(text);
	if (calendar == NULL)
		exit(1);
	struct icaltimetype from = icaltime_from_timet_with_zone(s->from, 0, icaltimezone_get_utc_timezone());
	struct icaltimetype to = icaltime_from_timet_with_zone(s->to, 0, icaltimezone_get_utc_timezone());
	for (icalcomponent *e = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); e != NULL;
	     e = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT), events++)
		icalcomponent_foreach_recurrence(e, from, to, add, s);
	merge(s);
	icalcomponent_free(calendar);
	return events;
}

int main(int argc, char **argv)
{
	if (argc != 5)
		return 2;
	char *text = slurp(argv[1]);
	double best = 0;
	int events = 0;
	struct spans s;
	for (int i = 0; i < atoi(argv[4]); i++) {
		struct timespec begin, end;
		memset(&s, 0, sizeof s);
		s.from = atoll(argv[2]);
		s.to = atoll(argv[3]);
		clock_gettime(CLOCK_MONOTONIC, &begin);
		events = busy(text, &s);
		clock_gettime(CLOCK_MONOTONIC, &end);
		double took = (end.tv_sec - begin.tv_sec) + (end.tv_nsec - begin.tv_nsec) / 1e9;
		if (i == 0 || took < best)
			best = took;
	}
	for (size_t i = 0; i < s.count; i++)
		printf("%lld %lld\n", (long long)s.at[i].start, (long long)s.at[i].end);
	printf("# %d %.6f\n", events, best);
	return 0;
}
