/*
 * date.h: what feeds, HTTP and pages write, and what is no date. The expected
 * instants are written in UTC; rows without a zone are read with the offset
 * of the row.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "gogai/date.h"
#include "gogai/str.h"

struct row {
	const char *text;
	const char *utc;	/* NULL: no date */
};

/* Parse each row with an offset for what names no zone; compare in UTC. */
static void
check_rows(const struct row *rows, size_t n, int zone_secs)
{
	char got[DATE_RFC3339_MAX];
	size_t i, wrong = 0;
	time_t at;

	for (i = 0; i < n; i++) {
		at = 12345;
		strcpy(got, "no date");
		if (date_parse(&at, rows[i].text, strlen(rows[i].text),
		    zone_secs))
			date_format_rfc3339(got, at);
		else
			assert_int_equal(at, 12345);
		if (strcmp(got, rows[i].utc ? rows[i].utc : "no date") == 0)
			continue;
		wrong++;
		print_error("\"%s\": %s, not %s\n", rows[i].text, got,
		    rows[i].utc ? rows[i].utc : "no date");
	}
	assert_int_equal(wrong, 0);
}

#define CHECK(rows, zone_secs) check_rows(rows, CC_COUNT(rows), zone_secs)

static void
test_rfc822(void **state)
{
	static const struct row rows[] = {
	    { "Mon, 23 Nov 2026 09:12:44 +0900", "2026-11-23T00:12:44Z" },
	    { "23 Nov 2026 09:12:44 +0900", "2026-11-23T00:12:44Z" },
	    { "Mon, 23 Nov 2026 00:12 GMT", "2026-11-23T00:12:00Z" },
	    { "Mon, 5 Oct 2026 7:02:03 GMT", "2026-10-05T07:02:03Z" },
	    { "Fri, 23 Nov 2026 00:12:44 GMT", "2026-11-23T00:12:44Z" },
	    { "Mon, 23 Nov 26 00:12:44 GMT", "2026-11-23T00:12:44Z" },
	    { "Tue, 23 Nov 99 00:12:44 GMT", "1999-11-23T00:12:44Z" },
	    { "Tue, 23 Nov 126 00:12:44 GMT", "2026-11-23T00:12:44Z" },
	    { "Monday, 23 November 2026 00:12:44 UTC", "2026-11-23T00:12:44Z" },
	    { "mon, 23 NOV 2026 00:12:44 gmt", "2026-11-23T00:12:44Z" },
	    { "Mon , 23 Nov 2026 00:12:44 +0000", "2026-11-23T00:12:44Z" },
	    { "Mon,23 Nov 2026 00:12:44 +0000", "2026-11-23T00:12:44Z" },
	    { "Mon, 23 Nov, 2026 00:12:44 +0000", "2026-11-23T00:12:44Z" },
	    { "Mon, 23 Sept 2026 00:12:44 Z", "2026-09-23T00:12:44Z" },
	    { "Mon, 23 Nov 2026", "2026-11-23T00:00:00Z" },
	    { "  Mon,\n 23 Nov 2026\t00:12:44 GMT ", "2026-11-23T00:12:44Z" },
	    { "Monday, 23-Nov-26 00:12:44 GMT", "2026-11-23T00:12:44Z" },
	    { "Mon, 23-Nov-2026 00:12:44 -0800", "2026-11-23T08:12:44Z" },
	    { "Mon Nov 23 00:12:44 2026", "2026-11-23T00:12:44Z" },
	    { "Thu Nov  5 00:12:44 2026", "2026-11-05T00:12:44Z" },
	    { "Mon Nov 23 09:12:44 JST 2026", "2026-11-23T00:12:44Z" },
	    { "Mon Nov 23 09:12:44 +0900 2026", "2026-11-23T00:12:44Z" },
	    { "Mon, Nov 23 2026 00:12:44 GMT", "2026-11-23T00:12:44Z" },
	    { "Mon, 2026-11-23 09:12:44 +0900", "2026-11-23T00:12:44Z" },
	    { "Mon, 2026/11/23 08:12:44 EDT", "2026-11-23T12:12:44Z" },
	    { "Thu, 09 (a (nested) Mar)Nov(an escaped \\) 2005) 2026 00:12:44"
	      " GMT", "2026-11-09T00:12:44Z" },
	    { "Mon(day), 23(rd) Nov(ember) 2026 00:12:44 GMT",
	      "2026-11-23T00:12:44Z" },
	    { "Mon, 23 Nov 2026 09:12:44 +0900 (JST)", "2026-11-23T00:12:44Z" },
	    { "Mon, 23 Nov 2026 09:12:44 (JST)", "2026-11-23T00:12:44Z" },
	    { "Mon, 23 Nov 2026 00:12:44 GMT (unclosed", "2026-11-23T00:12:44Z" },
	};

	(void)state;
	CHECK(rows, 0);
}

static void
test_zones(void **state)
{
	static const struct row rows[] = {
	    { "23 Nov 2026 09:00:00 JST", "2026-11-23T00:00:00Z" },
	    { "23 Nov 2026 09:00:00 KST", "2026-11-23T00:00:00Z" },
	    { "23 Nov 2026 09:00:00 GMT+0900", "2026-11-23T00:00:00Z" },
	    { "23 Nov 2026 09:00:00 UTC+9", "2026-11-23T00:00:00Z" },
	    { "23 Nov 2026 09:00:00 UTC+09:00", "2026-11-23T00:00:00Z" },
	    { "Mon Nov 23 2026 09:00:00 GMT+0900 (日本標準時)",
	      "2026-11-23T00:00:00Z" },
	    { "23 Nov 2026 09:00:00 +09:00", "2026-11-23T00:00:00Z" },
	    { "23 Nov 2026 09:00:00 +09", "2026-11-23T00:00:00Z" },
	    { "23 Nov 2026 09:00:00 +900", "2026-11-23T00:00:00Z" },
	    { "23 Nov 2026 09:00:00+0900", "2026-11-23T00:00:00Z" },
	    { "23 Nov 2026 09:00:00 \xe2\x88\x92" "0100", "2026-11-23T10:00:00Z" },
	    { "23 Nov 2026 09:00:00 -0000", "2026-11-23T09:00:00Z" },
	    { "23 Nov 2026 09:00:00 EST", "2026-11-23T14:00:00Z" },
	    { "23 Nov 2026 09:00:00 EDT", "2026-11-23T13:00:00Z" },
	    { "23 Nov 2026 09:00:00 -0500 EST", "2026-11-23T14:00:00Z" },
	    { "23 Nov 2026 09:00:00 EST-0500", "2026-11-23T14:00:00Z" },
	    { "23 Nov 2026 09:00:00 CST", "2026-11-23T15:00:00Z" },
	    { "23 Nov 2026 09:00:00 MDT", "2026-11-23T15:00:00Z" },
	    { "23 Nov 2026 09:00:00 PST", "2026-11-23T17:00:00Z" },
	    { "23 Nov 2026 09:00:00 BST", "2026-11-23T08:00:00Z" },
	    { "23 Nov 2026 09:00:00 CET", "2026-11-23T08:00:00Z" },
	    { "23 Nov 2026 09:00:00 CEST", "2026-11-23T07:00:00Z" },
	    { "23 Nov 2026 09:00:00 IST", "2026-11-23T03:30:00Z" },
	    { "23 Nov 2026 09:00:00 NZDT", "2026-11-22T20:00:00Z" },
	    { "23 Nov 2026 09:00:00 A", "2026-11-23T10:00:00Z" },
	    { "23 Nov 2026 09:00:00 M", "2026-11-23T21:00:00Z" },
	    { "23 Nov 2026 09:00:00 N", "2026-11-23T08:00:00Z" },
	    { "23 Nov 2026 09:00:00 Y", "2026-11-22T21:00:00Z" },
	    { "23 Nov 2026 09:00:00 Asia/Tokyo", "2026-11-23T00:00:00Z" },
	    { "23 Nov 2026 09:00:00 Etc/GMT", "2026-11-23T09:00:00Z" },
	    { "2026-11-23T09:00:00+09:00[Asia/Tokyo]", "2026-11-23T00:00:00Z" },
	    { "2026-11-23 09:00 (UTC+9)", "2026-11-23T00:00:00Z" },
	    { "2026-11-23 09:00 日本時間", "2026-11-23T00:00:00Z" },
	    { "2026-11-23 JST", "2026-11-22T15:00:00Z" },
	    { "23 Nov 2026 09:00:00 QQQ", "2026-11-23T09:00:00Z" },
	    { "23 Nov 2026 09:00:00 Far/Away_Place", "2026-11-23T09:00:00Z" },
	    { "23 Nov 2026 09:00:00 +9999", NULL },
	    { "23 Nov 2026 09:00:00 +0960", NULL },
	    { "23 Nov 2026 09:00:00 +zz:00", NULL },
	    { "23 Nov 2026 09:00:00 +00:zz", NULL },
	    { "9999-12-31T23:59:59-99:99", NULL },
	};

	(void)state;
	CHECK(rows, 0);
}

static void
test_iso(void **state)
{
	static const struct row rows[] = {
	    { "2026-11-23T09:12:44+09:00", "2026-11-23T00:12:44Z" },
	    { "2026-11-23T00:12:44Z", "2026-11-23T00:12:44Z" },
	    { "2026-11-23t00:12:44z", "2026-11-23T00:12:44Z" },
	    { "2026-11-23T00:12:44.123456Z", "2026-11-23T00:12:44Z" },
	    { "2026-11-23T00:12:44,5Z", "2026-11-23T00:12:44Z" },
	    { "2026-11-23T09:12:44+0900", "2026-11-23T00:12:44Z" },
	    { "2026-11-23T09:12:44+09", "2026-11-23T00:12:44Z" },
	    { "2026-11-23T09:12:44 +09:00", "2026-11-23T00:12:44Z" },
	    { "2026-11-23T09:12+09:00", "2026-11-23T00:12:00Z" },
	    { "2026-11-23T09+09:00", "2026-11-23T00:00:00Z" },
	    { "2026-11-23 00:12:44", "2026-11-23T00:12:44Z" },
	    { "2026-11-23 00:12:44 UTC", "2026-11-23T00:12:44Z" },
	    { "2026-11-23 00:12:44.0", "2026-11-23T00:12:44Z" },
	    { "2026-11-23", "2026-11-23T00:00:00Z" },
	    { "2026-11-23Z", "2026-11-23T00:00:00Z" },
	    { "2026-11-23+09:00", "2026-11-22T15:00:00Z" },
	    { "2026-11", "2026-11-01T00:00:00Z" },
	    { "2026", "2026-01-01T00:00:00Z" },
	    { "2026-1-5", "2026-01-05T00:00:00Z" },
	    { "2026/11/23 9:05", "2026-11-23T09:05:00Z" },
	    { "2026 / 11 / 23", "2026-11-23T00:00:00Z" },
	    { "2026.11.23", "2026-11-23T00:00:00Z" },
	    { "2026. 11. 23. 9:05", "2026-11-23T09:05:00Z" },
	    { "2026-011-23T00:12:44Z", "2026-11-23T00:12:44Z" },
	    { "20261123", "2026-11-23T00:00:00Z" },
	    { "20261123T001244Z", "2026-11-23T00:12:44Z" },
	    { "20261123T09:12:44.45+09:00", "2026-11-23T00:12:44Z" },
	    { "20261123T0912+0900", "2026-11-23T00:12:00Z" },
	    { "20261123001244", "2026-11-23T00:12:44Z" },
	    { "202611230012", "2026-11-23T00:12:00Z" },
	    { "261123", "2026-11-23T00:00:00Z" },
	    { "202611", "2026-11-01T00:00:00Z" },
	    { "2026-327", "2026-11-23T00:00:00Z" },
	    { "2026327", "2026-11-23T00:00:00Z" },
	    { "2024-366", "2024-12-31T00:00:00Z" },
	    { "2026-366", NULL },
	    { "2026-W48-1", "2026-11-23T00:00:00Z" },
	    { "2026W481T00:12:44Z", "2026-11-23T00:12:44Z" },
	    { "2026-W48", "2026-11-23T00:00:00Z" },
	    { "2020-W53-7", "2021-01-03T00:00:00Z" },
	    { "2025-W01-1", "2024-12-30T00:00:00Z" },
	    { "2026-W54-1", NULL },
	    { "2026-W48-8", NULL },
	    { "26-11-23", "2026-11-23T00:00:00Z" },
	    { "23-11-2026", "2026-11-23T00:00:00Z" },
	    { "11/23/2026 9:05:00 PM", "2026-11-23T21:05:00Z" },
	    { "23/11/2026", "2026-11-23T00:00:00Z" },
	    { "11/23/26", "2026-11-23T00:00:00Z" },
	    { "23.11.2026", "2026-11-23T00:00:00Z" },
	    { "23.11.26 09:05", "2026-11-23T09:05:00Z" },
	    { "2026-11-23T24:00:00Z", "2026-11-24T00:00:00Z" },
	    { "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z" },
	    { "2024-02-29", "2024-02-29T00:00:00Z" },
	    { "0100-01-01T00:00:00Z", "0100-01-01T00:00:00Z" },
	    { "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z" },
	    { "1969-07-20T20:17:40Z", "1969-07-20T20:17:40Z" },
	};

	(void)state;
	CHECK(rows, 0);
}

static void
test_words(void **state)
{
	static const struct row rows[] = {
	    { "November 23, 2026", "2026-11-23T00:00:00Z" },
	    { "Nov. 23, 2026, 9:05 p.m.", "2026-11-23T21:05:00Z" },
	    { "Nov 23, 2026 at 9:05 am EST", "2026-11-23T14:05:00Z" },
	    { "Nov 23, 2026 9 PM", "2026-11-23T21:00:00Z" },
	    { "Nov 23, 2026 12:30 AM", "2026-11-23T00:30:00Z" },
	    { "Nov 23, 2026 12:30\xe2\x80\xafPM", "2026-11-23T12:30:00Z" },
	    { "Mon, Nov 23 2026 02:02:33 PM", "2026-11-23T14:02:33Z" },
	    { "23rd November 2026", "2026-11-23T00:00:00Z" },
	    { "the 1st of May 2026", "2026-05-01T00:00:00Z" },
	    { "November 2026", "2026-11-01T00:00:00Z" },
	    { "2026 Nov 23", "2026-11-23T00:00:00Z" },
	    { "2026-Nov-23 09:05", "2026-11-23T09:05:00Z" },
	    { "Posted: Nov 23, 2026", "2026-11-23T00:00:00Z" },
	    { "Montag, 23. November 2026, 09:05 Uhr", "2026-11-23T09:05:00Z" },
	    { "Fr, 06 März 2026 09:05:00 MEZ", "2026-03-06T08:05:00Z" },
	    { "Di, 1 Dez 2026 09:05:00 +0100", "2026-12-01T08:05:00Z" },
	    { "Nov 23, 2026 at 9:05", "2026-11-23T09:05:00Z" },
	    { "lundi 23 novembre 2026 à 9h05", "2026-11-23T09:05:00Z" },
	    { "lun. 23 févr. 2026 14h30", "2026-02-23T14:30:00Z" },
	    { "1er août 2026", "2026-08-01T00:00:00Z" },
	    { "mar, 24 nov 2026 09:05:00 +0100", "2026-11-24T08:05:00Z" },
	    { "sze, 23 szept 2026", "2026-09-23T00:00:00Z" },
	    { "2026-július-13T9:15-05:00", "2026-07-13T14:15:00Z" },
	    { "2026. január 5.", "2026-01-05T00:00:00Z" },
	    { "Κυρ, 11 Ιούλ 2026 12:00:00 EST", "2026-07-11T17:00:00Z" },
	    { "Πέμ, 05 ΝΟΕΜΒΡΊΟΥ 2026 12:00:00 GMT", "2026-11-05T12:00:00Z" },
	    { "Чт, 29 июля 2026 12:53:00 GMT", "2026-07-29T12:53:00Z" },
	    { "ЧТ, 29 ИЮЛ 2026 12:53:00 GMT", "2026-07-29T12:53:00Z" },
	    { "2026년 05월 28일  01:31:15", "2026-05-27T16:31:15Z" },
	    { "2026년 5월 28일 목요일 오후 1시 5분", "2026-05-28T04:05:00Z" },
	    { "2026-05-25 오후 11:23:17", "2026-05-25T23:23:17Z" },
	    { "2026年11月23日 下午3时5分", "2026-11-23T15:05:00Z" },
	    { "2026年11月23日 下午3:05", "2026-11-23T15:05:00Z" },
	};

	(void)state;
	CHECK(rows, 0);
}

/* Every month's name, and its first three characters, in every language. */
static void
test_months(void **state)
{
	static const char *const months[] = {
	    "january janvier enero gennaio janeiro januari "
	        "jaenner январь января ιανουαριος ιανουαριου",
	    "february fevrier febrero febbraio fevereiro "
	        "februari февраль февраля φεβρουαριος φεβρουαριου",
	    "march mars marz maerz marzo marco maart marcius "
	        "март марта μαρτιος μαρτιου",
	    "april avril abril aprile aprilis апрель апреля "
	        "απριλιος απριλιου",
	    "may mai mayo maggio maio mei majus maj май мая "
	        "μαιος μαιου",
	    "june juin junio giugno junho juni junius июнь "
	        "июня ιουνιος ιουνιου",
	    "july juillet julio luglio julho juli julius июль "
	        "июля ιουλιος ιουλιου",
	    "august aout agosto augustus augusti augusztus "
	        "август августа αυγουστος αυγουστου",
	    "september septembre septiembre settembre setembro "
	        "szeptember сентябрь сентября σεπτεμβριος "
	        "σεπτεμβριου",
	    "october octobre octubre ottobre outubro oktober "
	        "октябрь октября οκτωβριος οκτωβριου",
	    "november novembre noviembre novembro ноябрь "
	        "ноября νοεμβριος νοεμβριου",
	    "december decembre diciembre dicembre dezembro "
	        "dezember декабрь декабря δεκεμβριος δεκεμβριου",
	};
	struct str rest, name;
	char text[128];
	size_t month, len;
	time_t at;

	(void)state;
	for (month = 0; month < CC_COUNT(months); month++) {
		rest = str_of(months[month]);
		while (str_word(&rest, &name)) {
			len = name.p[0] & 0x80 ? 6 : 3;
			snprintf(text, sizeof text, "1 %.*s 2026",
			    (int)name.len, name.p);
			assert_true(date_parse(&at, text, strlen(text), 0));
			assert_int_equal(at, date_from_civil(2026,
			    (int)month + 1, 1, 0, 0, 0));
			if (str_starts(name, "jui") ||
			    str_starts(name, "ιου"))
				continue;	/* June or July? */
			snprintf(text, sizeof text, "1 %.*s. 2026", (int)len,
			    name.p);
			assert_true(date_parse(&at, text, strlen(text), 0));
			assert_int_equal(at, date_from_civil(2026,
			    (int)month + 1, 1, 0, 0, 0));
		}
	}
}

static void
test_japanese(void **state)
{
	static const struct row rows[] = {
	    { "2026年11月23日 9時05分", "2026-11-23T00:05:00Z" },
	    { "2026年11月23日 09:00", "2026-11-23T00:00:00Z" },
	    { "2026年11月23日9時5分30秒", "2026-11-23T00:05:30Z" },
	    { "2026年11月23日", "2026-11-22T15:00:00Z" },
	    { "2026年11月", "2026-10-31T15:00:00Z" },
	    { "2026 年 11 月 23 日 9 時", "2026-11-23T00:00:00Z" },
	    { "２０２６年１１月２３日　９時０５分", "2026-11-23T00:05:00Z" },
	    { "２０２６／１１／２３　０９：０５＋０９：００",
	      "2026-11-23T00:05:00Z" },
	    { "令和8年11月23日", "2026-11-22T15:00:00Z" },
	    { "令和元年5月1日", "2019-04-30T15:00:00Z" },
	    { "令和１年５月１日", "2019-04-30T15:00:00Z" },
	    { "㋿8年11月23日", "2026-11-22T15:00:00Z" },
	    { "平成31年4月30日", "2019-04-29T15:00:00Z" },
	    { "昭和64年1月7日", "1989-01-06T15:00:00Z" },
	    { "R8.11.23", "2026-11-22T15:00:00Z" },
	    { "R8/11/23 9:05", "2026-11-23T00:05:00Z" },
	    { "Ｒ８．１１．２３", "2026-11-22T15:00:00Z" },
	    { "H31.4.30", "2019-04-29T15:00:00Z" },
	    { "S64-1-7", "1989-01-06T15:00:00Z" },
	    { "令和8.11.23", "2026-11-22T15:00:00Z" },
	    { "令和8(2026)年11月23日", "2026-11-22T15:00:00Z" },
	    { "2026年(令和8年)11月23日", "2026-11-22T15:00:00Z" },
	    { "二〇二六年十一月二十三日", "2026-11-22T15:00:00Z" },
	    { "令和八年十一月二十三日午後三時", "2026-11-23T06:00:00Z" },
	    { "二千二十六年一月十日", "2026-01-09T15:00:00Z" },
	    { "2026年11月23日（月）09:05", "2026-11-23T00:05:00Z" },
	    { "2026年11月23日(月・祝) 9時5分", "2026-11-23T00:05:00Z" },
	    { "2026年11月23日月曜日 9時5分", "2026-11-23T00:05:00Z" },
	    { "2026/11/23（月） 09:05 配信", "2026-11-23T09:05:00Z" },
	    { "更新：2026年11月23日 9時05分", "2026-11-23T00:05:00Z" },
	    { "2026年11月23日 9時05分 更新", "2026-11-23T00:05:00Z" },
	    { "2026年11月23日 午前9時5分", "2026-11-23T00:05:00Z" },
	    { "2026年11月23日 午後3時5分", "2026-11-23T06:05:00Z" },
	    { "2026年11月23日 午後3:05", "2026-11-23T06:05:00Z" },
	    { "2026年11月23日 午前0時", "2026-11-22T15:00:00Z" },
	    { "2026年11月23日 午後0時半", "2026-11-23T03:30:00Z" },
	    { "2026年11月23日 正午", "2026-11-23T03:00:00Z" },
	    { "2026年11月23日 24時", "2026-11-23T15:00:00Z" },
	    { "2026年11月23日 9時05", "2026-11-23T00:05:00Z" },
	    { "2026年11月23日 9時ごろ", "2026-11-23T00:00:00Z" },
	    { "2026年11月23日 09:00 GMT", "2026-11-23T09:00:00Z" },
	    { "2026年11月23日 09:00 +0000", "2026-11-23T09:00:00Z" },
	    { "26年11月23日", "2026-11-22T15:00:00Z" },
	    { "11月23日", NULL },
	    { "9時05分", NULL },
	    { "令和0年1月1日", NULL },
	    { "令和8年13月1日", NULL },
	    { "2026年2月30日", NULL },
	    { "2026年11月23日 3時間前", NULL },
	    { "3日前", NULL },
	    { "2026年", "2025-12-31T15:00:00Z" },
	    { "近日公開", NULL },
	    { "本日", NULL },
	};

	(void)state;
	CHECK(rows, 0);
}

static void
test_epoch(void **state)
{
	static const struct row rows[] = {
	    { "1795392764", "2026-11-23T00:12:44Z" },
	    { "1795392764000", "2026-11-23T00:12:44Z" },
	    { "1795392764.25", "2026-11-23T00:12:44Z" },
	    { "999999999", "2001-09-09T01:46:39Z" },
	    { "0", NULL },
	    { "12345", NULL },
	    { "17953927640", NULL },
	    { "1795392764.", NULL },
	    { "1795392764x", NULL },
	    { "99999999999999999999", NULL },
	};

	(void)state;
	CHECK(rows, 0);
}

static void
test_nonsense(void **state)
{
	static const struct row rows[] = {
	    { "", NULL },
	    { "-", NULL },
	    { "now", NULL },
	    { "today", NULL },
	    { "yesterday", NULL },
	    { "%s%n%s", NULL },
	    { "Mon", NULL },
	    { "November", NULL },
	    { "1 jui 2026", NULL },
	    { "12:00", NULL },
	    { "Nov 23", NULL },
	    { "23 2026", NULL },
	    { "2026-11-23T09:xx:00Z", NULL },
	    { "0000-00-00 00:00:00", NULL },
	    { "0001-01-01T00:00:00Z", NULL },
	    { "2026-00-10", NULL },
	    { "2026-13-01", NULL },
	    { "2026-11-00", NULL },
	    { "2026-11-31", NULL },
	    { "2026-02-29", NULL },
	    { "1900-02-29", NULL },
	    { "Mon, 32 Feb 2026 25:61:61 +9999", NULL },
	    { "2026-11-23T25:00:00Z", NULL },
	    { "2026-11-23T24:00:01Z", NULL },
	    { "2026-11-23T10:60:00Z", NULL },
	    { "2026-11-23T10:00:61Z", NULL },
	    { "Thu, 01 Jan 99999 00:00:00 GMT", NULL },
	    { "Sun, 16 zzz 2026 11:47:32 GMT", NULL },
	    { "Sun, Dec x 2026 11:47:32 GMT", NULL },
	    { "Sun, 16 Dec zz 11:47:32 GMT", NULL },
	    { "Sun, 16 Dec 2026 1:2:3:4 GMT", NULL },
	    { "16 Dec 2026 17 Dec 2026", NULL },
	    { "1.2.3.4", NULL },
	    { "5 apples and 3 pears", NULL },
	    { "2026-11-23 and more text", NULL },
	    { "\xff\xfe\x80 2026", NULL },
	    { "volume 2026", NULL },
	    { "+", NULL },
	    { "((((((((((", NULL },
	};
	char longer[600];
	time_t at;

	(void)state;
	CHECK(rows, 0);
	memset(longer, ' ', sizeof longer);
	memcpy(longer, "2026", 4);
	memcpy(longer + sizeof longer - 6, "-11-23", 6);
	assert_false(date_parse(&at, longer, sizeof longer, 0));
}

static void
test_default_zone(void **state)
{
	static const struct row rows[] = {
	    { "2026-11-23 09:00", "2026-11-23T00:00:00Z" },
	    { "2026-11-23", "2026-11-22T15:00:00Z" },
	    { "2026", "2025-12-31T15:00:00Z" },
	    { "23 Nov 2026 09:00:00", "2026-11-23T00:00:00Z" },
	    { "2026-11-23 09:00 GMT", "2026-11-23T09:00:00Z" },
	    { "1795392764", "2026-11-23T00:12:44Z" },
	};

	(void)state;
	CHECK(rows, DATE_JST);
}

/* Every cut of a date must end well, whatever it then says. */
static void
test_cuts(void **state)
{
	static const char *const texts[] = {
	    "Mon, 23 Nov 2026 09:12:44 +0900 (J(S)T)",
	    "2026-11-23T09:12:44.123+09:00[Asia/Tokyo]",
	    "令和八年（２０２６）十一月二十三日（月）午後三時五分三十秒",
	    "2026-W48-1T09:12Z",
	};
	size_t i, from, to;
	time_t at;

	(void)state;
	for (i = 0; i < CC_COUNT(texts); i++)
		for (from = 0; from < strlen(texts[i]); from++)
			for (to = from; to <= strlen(texts[i]); to++)
				(void)date_parse(&at, texts[i] + from,
				    to - from, 0);
}

static void
test_format(void **state)
{
	static const struct {
		int64_t at;
		const char *rfc3339, *http;
	} rows[] = {
	    { 1795392764, "2026-11-23T00:12:44Z",
	      "Mon, 23 Nov 2026 00:12:44 GMT" },
	    { 0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT" },
	    { -1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT" },
	    { 951782400, "2000-02-29T00:00:00Z",
	      "Tue, 29 Feb 2000 00:00:00 GMT" },
	    { INT64_MAX, "9999-12-31T23:59:59Z",
	      "Fri, 31 Dec 9999 23:59:59 GMT" },
	    { INT64_MIN, "0000-01-01T00:00:00Z",
	      "Sat, 01 Jan 0000 00:00:00 GMT" },
	};
	char out[DATE_RFC3339_MAX];
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		date_format_rfc3339(out, (time_t)rows[i].at);
		assert_string_equal(out, rows[i].rfc3339);
		date_format_http(out, (time_t)rows[i].at);
		assert_string_equal(out, rows[i].http);
	}
}

/* Days counted one by one against both directions of the calendar. */
static void
test_calendar(void **state)
{
	char out[DATE_RFC3339_MAX];
	time_t at, again;
	int64_t day;

	(void)state;
	assert_int_equal(date_from_civil(1970, 1, 1, 0, 0, 0), 0);
	assert_int_equal(date_from_civil(2026, 11, 23, 0, 12, 44), 1795392764);
	assert_int_equal(date_from_civil(1600, 3, 1, 0, 0, 0), -11670912000);
	for (day = -600000; day < 600000; day += 7) {
		at = (time_t)(day * 86400 + 4711);
		date_format_rfc3339(out, at);
		assert_true(date_parse(&again, out, strlen(out), 0));
		assert_int_equal(again, at);
	}
}

static void
test_duration(void **state)
{
	static const struct {
		const char *text;
		int64_t secs;
	} rows[] = {
	    { "30", 30 }, { "90s", 90 }, { "5m", 300 }, { "2h", 7200 },
	    { "7d", 604800 }, { "1w", 604800 }, { "0", 0 }, { " 5m ", 300 },
	    { "", -1 }, { "m", -1 }, { "-5", -1 }, { "5x", -1 }, { "5 m", -1 },
	    { "5mm", -1 }, { "9223372036854775807", INT64_MAX },
	    { "9223372036854775808", -1 }, { "99999999999999999999w", -1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++)
		assert_int_equal(date_parse_duration(rows[i].text),
		    rows[i].secs);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rfc822),
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_iso),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_months),
		cmocka_unit_test(test_japanese),
		cmocka_unit_test(test_epoch),
		cmocka_unit_test(test_nonsense),
		cmocka_unit_test(test_default_zone),
		cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_duration),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
