package dates

// everywhere lists the words that people of all languages write.
func everywhere() []entry {
	return []entry{
		{kindMeridiem, am, "am"},
		{kindMeridiem, pm, "pm"},
		{kindWeekNumber, 0, "kw|cw|w|wk"},
		{kindHourMark, 1, "h|hs|hrs"},
		{kindMinutes, 60, "h|hr|hrs"},
		{kindMinutes, 1, "min|mins|m"},
		{kindMinuteMark, 0, "min|m"},
		{kindAt, 0, "t"},
		{kindVague, 0, "tbd|tba|asap|ca|approx|eod|cob|eow|q"},
	}
}
