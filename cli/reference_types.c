/* reference_types.c - fields and types on the reference page, in words. */
#include "cli/pages.h"
#include "cli/problems.h"
#include "cli/schema.h"

static void add(struct cc_buf *out, const char *markup)
{
	cc_buf_add(out, cc_str_of(markup));
}

static void put_link(struct cc_buf *out, const char *full_name)
{
	const char *dot = strrchr(full_name, '.');
	cc_buf_printf(out, "<a href=\"#type-%s\">%s</a>", schema_name(full_name), dot ? dot + 1 : full_name);
}

static const char *format_words(enum cc_format format)
{
	static const char *const words[] = {
		[CC_FORMAT_ANY] = "text",
		[CC_FORMAT_EMAIL] = "e-mail address",
		[CC_FORMAT_URL] = "http(s) address",
		[CC_FORMAT_SLUG] = "lower-case letters, digits and inner hyphens",
		[CC_FORMAT_LOCALE] = "language (BCP 47)",
		[CC_FORMAT_COUNTRY] = "country (ISO 3166-1)",
		[CC_FORMAT_TIME_ZONE] = "time zone (IANA)",
	};
	return words[format];
}

static void put_range(struct cc_buf *out, int64_t min, int64_t max, const char *unit)
{
	if (min == max)
		cc_buf_printf(out, ", exactly %lld%s", (long long)min, unit);
	else if (min > 0)
		cc_buf_printf(out, ", %lld to %lld%s", (long long)min, (long long)max, unit);
	else
		cc_buf_printf(out, ", at most %lld%s", (long long)max, unit);
}

static void put_number(struct cc_buf *out, const struct cc_field *field, bool rules)
{
	bool big = field->type == CC_INT64 || field->type == CC_UINT64;
	bool limited = field->max != 0 && field->max != INT32_MAX && field->max != INT64_MAX &&
	               field->max != UINT32_MAX;
	add(out, big ? "whole number in a string" : "whole number");
	if (rules && limited)
		put_range(out, field->min, field->max, "");
}

static void put_type(struct cc_buf *out, const struct cc_field *field, bool rules)
{
	switch (field->type) {
	case CC_BOOL: add(out, "true or false"); return;
	case CC_INT32:
	case CC_INT64:
	case CC_UINT32:
	case CC_UINT64: put_number(out, field, rules); return;
	case CC_STRING:
		add(out, format_words(field->format));
		if (rules)
			put_range(out, field->min, field->max, " bytes");
		return;
	case CC_BYTES: add(out, "bytes in base64"); return;
	case CC_UUID: add(out, "UUID"); return;
	case CC_TIME: add(out, "time (RFC 3339)"); return;
	case CC_MONEY: add(out, "<a href=\"#type-Money\">Money</a>"); return;
	case CC_ENUM: put_link(out, field->enumeration->name); return;
	case CC_MESSAGE: put_link(out, field->message->name); return;
	}
}

static void put_field(struct cc_buf *out, const struct cc_field *field, unsigned directions,
                      const char *place)
{
	bool received = directions & SCHEMA_RECEIVED;
	cc_buf_printf(out, "<tr><td><code>%s</code></td><td>", field->name);
	put_type(out, field, received);
	if (field->repeated) {
		add(out, "; a list");
		if (received && field->max_items > 0)
			put_range(out, field->min_items, field->max_items, " items");
	}
	if (!schema_is_required(field, directions))
		add(out, received ? "; optional" : "; not always there");
	if (place)
		cc_buf_printf(out, " <span class=\"soft\">(%s)</span>", place);
	add(out, "</td><td>");
	page_text(out, field->doc);
	add(out, "</td></tr>\n");
}

void reference_put_fields(struct cc_buf *out, const struct cc_message *message, unsigned directions,
                          const struct cc_op *op)
{
	if (message->field_count == 0)
		return;
	cc_buf_printf(out, "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Fields of %s\">",
	              strrchr(message->name, '.') + 1);
	add(out, "<table><thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Value</th>"
	         "<th scope=\"col\">Meaning</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < message->field_count; i++) {
		const struct cc_field *field = &message->fields[i];
		const char *place = !op                      ? NULL
		                    : cli_in_path(op, field) ? "path"
		                    : cli_has_body(op)       ? "body"
		                                             : "query";
		put_field(out, field, directions, place);
	}
	add(out, "</tbody></table></div>\n");
}

static void put_enum(struct cc_buf *out, const struct cc_enum *enumeration)
{
	add(out, "<p>One of ");
	bool first = true;
	for (size_t i = 0; i < enumeration->value_count; i++) {
		if (enumeration->values[i].number == 0)
			continue;
		cc_buf_printf(out, "%s<code>%s</code>", first ? "" : ", ", enumeration->values[i].name);
		first = false;
	}
	add(out, ".</p>\n");
}

void reference_put_types(struct cc_buf *out, const struct schema_set *set)
{
	if (set->money)
		add(out, "<article id=\"type-Money\"><h3>Money</h3><p>An amount in the smallest unit of its "
		         "currency: "
		         "<code>{\"minor\":\"4320\",\"currency\":\"PLN\"}</code> is 43.20 "
		         "z&#322;.</p></article>\n");
	for (size_t i = 0; i < set->count; i++) {
		const struct schema_use *one = &set->uses[i];
		cc_buf_printf(out, "<article id=\"type-%s\"><h3>%s</h3>\n", one->name,
		              strrchr(one->name, '.') + 1);
		if (one->enumeration) {
			put_enum(out, one->enumeration);
		} else {
			if (*one->message->doc)
				page_element(out, "p", one->message->doc);
			reference_put_fields(out, one->message, one->directions, NULL);
		}
		add(out, "</article>\n");
	}
}
