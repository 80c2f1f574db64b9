package dates

import "slices"

func japanese() language {
	return language{
		order:    orderMonthFirst,
		weekdays: [7]string{"日曜日|日曜|日", "月曜日|月曜|月", "火曜日|火曜|火", "水曜日|水曜|水", "木曜日|木曜|木", "金曜日|金曜|金", "土曜日|土曜|土"},
		numbers: []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八",
			"十九",
			"二十", "二十一", "二十二", "二十三", "二十四", "二十五", "二十六", "二十七", "二十八", "二十九", "三十", "三十一"},
		places: map[string]string{
			"日本|日本時間|東京|東京時間": "Asia/Tokyo", "ロンドン|ロンドン時間|英国時間": "Europe/London",
			"ニューヨーク|ニューヨーク時間|米国東部時間|東部時間": "America/New_York",
			"ベルリン|ベルリン時間|ドイツ時間|中央ヨーロッパ時間": "Europe/Berlin", "パリ|パリ時間": "Europe/Paris", "太平洋時間|米国太平洋時間": "America/Los_Angeles",
			"シンガポール|シンガポール時間": "Asia/Singapore", "協定世界時": "UTC",
		},
		words: slices.Concat(japaneseDays(), japaneseClock(), japaneseAbsence()),
	}
}

func japaneseDays() []entry {
	return []entry{
		{kindYearMark, 0, "年"},
		{kindMonthMark, 0, "月"},
		{kindDayMark, 0, "日"},
		{kindFiller, 0, "の|に|は|で|日時"},
		{kindFiller, 0, "お願いします|お願いいたします|お願い致します|希望します"},
		{kindTrail, 0, "から|より|開始|スタート"},
		{kindRangeEnd, 0, "まで"},
		{kindRelative, 0, "今日|本日|きょう"},
		{kindRelative, 1, "明日|あした|あす"},
		{kindRelative, 2, "明後日|あさって"},
		{kindRelative, -1, "昨日"},
		{kindRelative, -2, "一昨日"},
		{kindThis, 0, "今度の|この"},
		{kindNext, 0, "次の|次"},
		{kindWeek, 0, "今週|今週の"},
		{kindWeek, 1, "来週|来週の"},
		{kindWeek, 2, "再来週|再来週の"},
		{kindWeek, -1, "先週|先週の"},
		{kindDays, 1, "日|日間"},
		{kindDays, 7, "週間|週"},
		{kindWeekNumber, 0, "第"},
		{kindWeekMark, 0, "週|週目|週の"},
		{kindMonthAhead, 0, "今月|今月の"},
		{kindMonthAhead, 1, "来月|来月の"},
		{kindBetween, 0, "の間|の間に|の間で"},
		{kindMonths, 0, "ヶ月|か月|営業日|カ月"},
	}
}

func japaneseClock() []entry {
	return []entry{
		{kindMinutes, 1, "分|分間"},
		{kindMinutes, 60, "時間"},
		{kindDuration, 30, "半時間"},
		{kindPart, morning, "朝|午前中"},
		{kindPart, afternoon, "昼過ぎ"},
		{kindPart, midday, "昼|お昼"},
		{kindPart, evening, "夕方|晩"},
		{kindPart, night, "夜"},
		{kindPartToday, evening, "今晩"},
		{kindPartToday, night, "今夜"},
		{kindPartToday, morning, "今朝"},
		{kindNoon, 0, "正午"},
		{kindMidnight, 0, "深夜零時|真夜中"},
		{kindMeridiem, am, "午前"},
		{kindMeridiem, pm, "午後"},
		{kindHourMark, 0, "時"},
		{kindMinuteMark, 0, "分"},
		{kindClockAfter, 30, "半"},
		{kindRangeTo, 0, "から|より"},
		{kindHence, 0, "後"},
		{kindZoneWord, 0, "標準時|時間"},
		{kindYours, 0, "現地時間|そちらの時間|貴社時間"},
		{kindMine, 0, "こちらの時間"},
		{kindOr, 0, "または|又は|か|もしくは"},
		{kindVague, 0, "頃|ごろ|ころ|以降|以前|前後|くらい|ぐらい|上旬|中旬|下旬|月末|週末|来月|今月|なるべく早く|毎週|毎日|末|初め"},
	}
}

func japaneseAbsence() []entry {
	return []entry{
		{kindAway, 0, "不在|休暇|出張|お休み|休み|休業|外出|留守|夏季休業|冬季休業|不在に"},
		{kindBack, 0, "戻り|戻ります|復帰|出社|出社いたします|再開|帰社|出勤"},
		{kindHere, 0, "対応可能|通常業務|通常営業|営業|通常通り|通常どおり|業務再開|対応いたします|対応します|返信いたします|返信します|ご返信|回答いたします"},
		{kindUntil, 0, "まで"},
		{kindSince, 0, "から|より|以降"},
		{kindOther, 0, "担当|代理|同僚"},
		{kindForeign, 0, "申込|締切|有効|期限|キャンペーン|展示会|セミナー"},
	}
}
