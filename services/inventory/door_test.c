/* door_test.c - tickets, and who is let in with them. */
#include <ctype.h>
#include <stdio.h>

#include "services/inventory/drafts_test.h"
#include "services/inventory/inventory.h"

enum { HOST = 1, OTHER_HOST, OLA, IGOR, FIXTURE = 10, EVENING, OTHER_EVENING, FIRST = 100, SECOND, THIRD };
enum { AHEAD_H = 48, BY_TOKEN = 2, BY_CODE, BY_BOOKING };

static void publish(struct cc_test *test, int session, int64_t starts_in_ms, const char *title)
{
	static struct inventory_seat seats[] = {
		{ CC_STR("A1"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A2"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("A3"), INVENTORY_SEAT_KIND_SOFA, INVENTORY_SEAT_VIEW_FRONT, false },
		{ CC_STR("B1"), INVENTORY_SEAT_KIND_ARMCHAIR, INVENTORY_SEAT_VIEW_SIDE, true },
	};
	const struct inventory_create_session_request wanted = {
		.session_id = cc_test_id(session),
		.fixture_id = cc_test_id(FIXTURE),
		.title = cc_str_of(title),
		.starts_at = cc_time_add(cc_test_now(test), starts_in_ms),
		.seats_per_guest = 3,
		.seats = { seats, CC_COUNT(seats) },
	};
	const struct inventory_publish_session_request cmd = { .session_id = cc_test_id(session) };
	CHECK_OK(draft_evening(test, &wanted, NULL));
	CHECK_OK(cc_test_run(test, &inventory_publish_session_op, &cmd, NULL));
}

static void hold(struct cc_test *test, int session, int booking, int guest, int seats)
{
	const struct inventory_hold_seats_request cmd = {
		.session_id = cc_test_id(session),
		.booking_id = cc_test_id(booking),
		.seats = seats,
	};
	cc_test_as(test, cc_test_id(guest));
	CHECK_OK(cc_test_run(test, &inventory_hold_seats_op, &cmd, NULL));
}

static void confirm(struct cc_test *test, int booking)
{
	const struct inventory_confirm_hold_request cmd = { .booking_id = cc_test_id(booking) };
	CHECK_OK(cc_test_run(test, &inventory_confirm_hold_op, &cmd, NULL));
}

/* Ola has two seats, confirmed; the host asks, five hours before kick-off. */
static int open_door(void **state)
{
	struct cc_test *test = open_licensed_inventory();
	cc_test_as(test, cc_test_id(HOST));
	publish(test, EVENING, CC_HOURS(AHEAD_H), "Derby at Marek's");
	hold(test, EVENING, FIRST, OLA, 2);
	confirm(test, FIRST);
	cc_test_pass(test, CC_HOURS(AHEAD_H - 5));
	cc_test_as(test, cc_test_id(HOST));
	*state = test;
	return 0;
}

static int close_door(void **state)
{
	cc_test_close(*state);
	return 0;
}

static cc_err ask_ticket(struct cc_test *test, int booking, int guest, struct inventory_ticket *ticket)
{
	const struct inventory_get_ticket_request query = { .booking_id = cc_test_id(booking) };
	cc_test_as(test, cc_test_id(guest));
	cc_err err = cc_test_run(test, &inventory_get_ticket_op, &query, ticket);
	cc_test_as(test, cc_test_id(HOST));
	return err;
}

static struct inventory_ticket ticket_of(struct cc_test *test, int booking, int guest)
{
	struct inventory_ticket ticket = { 0 };
	CHECK_OK(ask_ticket(test, booking, guest, &ticket));
	return ticket;
}

static cc_err scan(struct cc_test *test, int session, cc_str token, struct inventory_door_guest *in)
{
	const struct inventory_check_in_request cmd = {
		.session_id = cc_test_id(session),
		.by_case = BY_TOKEN,
		.token = token,
	};
	return cc_test_run(test, &inventory_check_in_op, &cmd, in);
}

static cc_err type(struct cc_test *test, cc_str code, struct inventory_door_guest *in)
{
	const struct inventory_check_in_request cmd = {
		.session_id = cc_test_id(EVENING),
		.by_case = BY_CODE,
		.code = code,
	};
	return cc_test_run(test, &inventory_check_in_op, &cmd, in);
}

static cc_err pick(struct cc_test *test, int booking, struct inventory_door_guest *in)
{
	const struct inventory_check_in_request cmd = {
		.session_id = cc_test_id(EVENING),
		.by_case = BY_BOOKING,
		.booking_id = cc_test_id(booking),
	};
	return cc_test_run(test, &inventory_check_in_op, &cmd, in);
}

static cc_err undo(struct cc_test *test, int booking, struct inventory_door_guest *out)
{
	const struct inventory_undo_check_in_request cmd = {
		.session_id = cc_test_id(EVENING),
		.booking_id = cc_test_id(booking),
	};
	return cc_test_run(test, &inventory_undo_check_in_op, &cmd, out);
}

static cc_err look(struct cc_test *test, struct inventory_door *door)
{
	const struct inventory_get_door_request query = { .session_id = cc_test_id(EVENING) };
	return cc_test_run(test, &inventory_get_door_op, &query, door);
}

/* Tickets --------------------------------------------------------------------------- */

static void a_confirmed_guest_has_a_ticket(void **state)
{
	struct cc_test *test = *state;
	struct inventory_ticket ticket = ticket_of(test, FIRST, OLA), again = ticket_of(test, FIRST, OLA);
	CHECK(cc_id_eq(ticket.session_id, cc_test_id(EVENING)) && ticket.labels.count == 2);
	CHECK(cc_str_eq(ticket.fixture_title, CC_STR("Czarni Warta - Błękitni Port")));
	CHECK(ticket.kicks_off_at.ms == cc_test_now(test).ms + CC_HOURS(5) && !ticket.has_checked_in_at);
	hold(test, EVENING, SECOND, IGOR, 1);
	confirm(test, SECOND);
	CHECK(ticket.code.len == 6 && cc_str_eq(ticket.code, again.code));
	CHECK(!cc_str_eq(ticket.code, ticket_of(test, SECOND, IGOR).code));
	for (size_t i = 0; i < ticket.code.len; i++)
		CHECK(strchr("23456789ABCDEFGHJKLMNPQRSTUVWXYZ", ticket.code.ptr[i]));
}

static void a_ticket_is_its_guests_and_paid_for(void **state)
{
	struct cc_test *test = *state;
	const struct inventory_release_hold_request release = { .booking_id = cc_test_id(FIRST) };
	CHECK_REFUSED(ask_ticket(test, FIRST, IGOR, NULL), inventory_hold_not_found);
	CHECK_REFUSED(ask_ticket(test, THIRD, OLA, NULL), inventory_hold_not_found);
	hold(test, EVENING, SECOND, IGOR, 1);
	CHECK_REFUSED(ask_ticket(test, SECOND, IGOR, NULL), inventory_not_confirmed);
	cc_test_as(test, cc_test_id(OLA));
	CHECK_OK(cc_test_run(test, &inventory_release_hold_op, &release, NULL));
	CHECK_REFUSED(ask_ticket(test, FIRST, OLA, NULL), inventory_booking_closed);
}

/* Coming in ------------------------------------------------------------------------- */

static void a_scanned_ticket_says_who_sits_where(void **state)
{
	struct cc_test *test = *state;
	struct inventory_door_guest in;
	struct inventory_guest_checked_in said;
	CHECK_OK(scan(test, EVENING, ticket_of(test, FIRST, OLA).token, &in));
	CHECK(cc_id_eq(in.guest_id, cc_test_id(OLA)) && in.seats == 2 && in.labels.count == 2);
	CHECK(cc_str_eq(in.labels.items[0], CC_STR("A1")));
	CHECK(in.has_checked_in_at && in.checked_in_at.ms == cc_test_now(test).ms);
	CHECK(cc_test_events(test, &inventory_guest_checked_in_event) == 1);
	cc_test_last_event(test, &inventory_guest_checked_in_event, &said);
	CHECK(cc_id_eq(said.host_id, cc_test_id(HOST)) && said.labels.count == 2);
	CHECK(ticket_of(test, FIRST, OLA).checked_in_at.ms == in.checked_in_at.ms);
}

static void the_first_scan_counts_and_the_second_says_when_it_was(void **state)
{
	struct cc_test *test = *state;
	struct inventory_ticket ticket = ticket_of(test, FIRST, OLA);
	cc_test_set_time(test, ticket.starts_at);
	CHECK_OK(scan(test, EVENING, ticket.token, NULL));
	cc_test_pass(test, CC_MINUTES(3));
	cc_err err = scan(test, EVENING, ticket.token, NULL);
	CHECK_REFUSED(err, inventory_already_checked_in);
	char first[CC_TIME_TEXT_MAX + 1] = { 0 };
	cc_time_print(ticket.starts_at, first);
	CHECK(strstr(err->message, first));
	CHECK_REFUSED(type(test, ticket.code, NULL), inventory_already_checked_in);
	CHECK(cc_test_events(test, &inventory_guest_checked_in_event) == 1);
}

static void a_code_is_typed_as_people_type(void **state)
{
	struct cc_test *test = *state;
	struct inventory_ticket ticket = ticket_of(test, FIRST, OLA);
	char typed[8];
	snprintf(typed, sizeof typed, "%.3s-%.3s", ticket.code.ptr, ticket.code.ptr + 3);
	for (size_t i = 0; typed[i]; i++)
		typed[i] = (char)tolower(typed[i]);
	CHECK_REFUSED(type(test, CC_STR("000000"), NULL), inventory_ticket_not_found);
	CHECK_OK(type(test, cc_str_of(typed), NULL));
}

static void a_guest_is_picked_from_the_list(void **state)
{
	struct cc_test *test = *state;
	const struct inventory_check_in_request nothing = { .session_id = cc_test_id(EVENING) };
	CHECK_OK(pick(test, FIRST, NULL));
	CHECK_REFUSED(pick(test, THIRD, NULL), inventory_ticket_not_found);
	CHECK_REFUSED(cc_test_run(test, &inventory_check_in_op, &nothing, NULL), inventory_invalid_ticket);
}

static void a_ticket_for_another_evening_says_for_which(void **state)
{
	struct cc_test *test = *state;
	publish(test, OTHER_EVENING, CC_HOURS(30), "Final at Zofia's");
	hold(test, OTHER_EVENING, SECOND, OLA, 1);
	confirm(test, SECOND);
	struct inventory_ticket other = ticket_of(test, SECOND, OLA);
	cc_err err = scan(test, EVENING, other.token, NULL);
	CHECK_REFUSED(err, inventory_wrong_session);
	char starts[CC_TIME_TEXT_MAX + 1] = { 0 };
	cc_time_print(other.starts_at, starts);
	CHECK(strstr(err->message, "Final at Zofia's") && strstr(err->message, starts));
	CHECK_REFUSED(type(test, other.code, NULL), inventory_ticket_not_found);
	CHECK_REFUSED(pick(test, SECOND, NULL), inventory_ticket_not_found);
}

static void a_ticket_that_was_tampered_with_is_none(void **state)
{
	struct cc_test *test = *state;
	cc_str token = ticket_of(test, FIRST, OLA).token;
	char changed[CC_TOKEN_BYTES_MAX];
	for (size_t at = 0; at < token.len; at += 7) {
		memcpy(changed, token.ptr, token.len);
		changed[at] = (char)(changed[at] == 'A' ? 'B' : 'A');
		CHECK_REFUSED(scan(test, EVENING, (cc_str){ changed, token.len }, NULL),
		              inventory_invalid_ticket);
	}
	CHECK_REFUSED(scan(test, EVENING, CC_STR("https://example.com"), NULL), inventory_invalid_ticket);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM check_ins") == 0);
}

static void seats_given_back_let_nobody_in(void **state)
{
	struct cc_test *test = *state;
	const struct inventory_release_hold_request release = { .booking_id = cc_test_id(FIRST) };
	struct inventory_ticket ticket = ticket_of(test, FIRST, OLA);
	cc_test_as(test, cc_test_id(OLA));
	CHECK_OK(cc_test_run(test, &inventory_release_hold_op, &release, NULL));
	hold(test, EVENING, SECOND, IGOR, 1);
	cc_test_as(test, cc_test_id(HOST));
	CHECK_REFUSED(scan(test, EVENING, ticket.token, NULL), inventory_booking_closed);
	CHECK_REFUSED(type(test, ticket.code, NULL), inventory_ticket_not_found);
	CHECK_REFUSED(pick(test, FIRST, NULL), inventory_booking_closed);
	CHECK_REFUSED(pick(test, SECOND, NULL), inventory_not_confirmed);
}

static void only_the_host_stands_at_the_door(void **state)
{
	struct cc_test *test = *state;
	cc_str token = ticket_of(test, FIRST, OLA).token;
	cc_test_as(test, cc_test_id(OTHER_HOST));
	CHECK_REFUSED(scan(test, EVENING, token, NULL), inventory_not_your_session);
	CHECK_REFUSED(undo(test, FIRST, NULL), inventory_not_your_session);
	CHECK_REFUSED(look(test, NULL), inventory_not_your_session);
	CHECK_REFUSED(scan(test, OTHER_EVENING, token, NULL), inventory_session_not_found);
}

/* When ------------------------------------------------------------------------------ */

static void the_door_has_its_hours(void **state)
{
	struct cc_test *test = *state;
	struct inventory_ticket ticket = ticket_of(test, FIRST, OLA);
	cc_test_set_time(test, cc_time_add(ticket.starts_at, -CC_HOURS(12) - 1));
	CHECK_REFUSED(pick(test, FIRST, NULL), inventory_too_early);
	cc_test_set_time(test, cc_time_add(ticket.ends_at, CC_HOURS(24)));
	CHECK_REFUSED(pick(test, FIRST, NULL), inventory_session_over);
	CHECK_REFUSED(undo(test, FIRST, NULL), inventory_session_over);
	cc_test_set_time(test, cc_time_add(ticket.ends_at, CC_HOURS(24) - 1));
	CHECK_OK(pick(test, FIRST, NULL));
	cc_test_pass(test, CC_HOURS(2 * 365 * 24));
	CHECK(ticket_of(test, FIRST, OLA).has_checked_in_at); /* a souvenir */
}

static void a_phone_that_was_offline_tells_later_when_it_scanned(void **state)
{
	struct cc_test *test = *state;
	struct inventory_door_guest in;
	struct inventory_check_in_request late = {
		.session_id = cc_test_id(EVENING),
		.by_case = BY_BOOKING,
		.booking_id = cc_test_id(FIRST),
		.has_scanned_at = true,
		.scanned_at = cc_time_add(cc_test_now(test), 1),
	};
	CHECK_REFUSED(cc_test_run(test, &inventory_check_in_op, &late, NULL), inventory_invalid_scan_time);
	late.scanned_at = cc_time_add(cc_test_now(test), -CC_HOURS(8)); /* the door was shut */
	CHECK_REFUSED(cc_test_run(test, &inventory_check_in_op, &late, NULL), inventory_invalid_scan_time);
	late.scanned_at = cc_time_add(cc_test_now(test), -CC_HOURS(1));
	CHECK_OK(cc_test_run(test, &inventory_check_in_op, &late, &in));
	CHECK(in.checked_in_at.ms == late.scanned_at.ms);
}

static void a_ticket_goes_with_a_fixture_that_is_moved(void **state)
{
	struct cc_test *test = *state;
	struct inventory_ticket ticket = ticket_of(test, FIRST, OLA);
	const struct inventory_move_fixture_request later = {
		.fixture_id = cc_test_id(FIXTURE),
		.kicks_off_at = cc_time_add(ticket.kicks_off_at, CC_HOURS(30 * 24)),
	};
	CHECK_OK(cc_test_run(test, &inventory_move_fixture_op, &later, NULL));
	cc_test_run_due(test);
	CHECK_REFUSED(scan(test, EVENING, ticket.token, NULL), inventory_too_early);
	cc_test_pass(test, CC_HOURS(30 * 24));
	CHECK(cc_str_eq(ticket_of(test, FIRST, OLA).code, ticket.code));
	CHECK_OK(scan(test, EVENING, ticket.token, NULL));
}

static void nobody_comes_to_an_evening_that_is_called_off(void **state)
{
	struct cc_test *test = *state;
	const struct inventory_cancel_session_request cancel = { .session_id = cc_test_id(EVENING) };
	struct inventory_ticket ticket = ticket_of(test, FIRST, OLA);
	CHECK_OK(cc_test_run(test, &inventory_cancel_session_op, &cancel, NULL));
	CHECK_REFUSED(scan(test, EVENING, ticket.token, NULL), inventory_session_cancelled);
	CHECK_REFUSED(ask_ticket(test, FIRST, OLA, NULL), inventory_booking_closed);
}

static void the_list_says_who_is_expected_and_who_is_here(void **state)
{
	struct cc_test *test = *state;
	struct inventory_door door;
	hold(test, EVENING, SECOND, IGOR, 1);
	confirm(test, SECOND);
	hold(test, EVENING, THIRD, IGOR, 1); /* not paid for: not expected */
	cc_test_as(test, cc_test_id(HOST));
	CHECK_OK(pick(test, FIRST, NULL));
	CHECK_OK(look(test, &door));
	CHECK(door.seats_total == 4 && door.seats_expected == 3 && door.seats_checked_in == 2);
	CHECK(door.guests.count == 2);
	CHECK(cc_id_eq(door.guests.items[0].guest_id, cc_test_id(OLA)));
	CHECK(door.guests.items[0].has_checked_in_at && !door.guests.items[1].has_checked_in_at);
	CHECK(door.guests.items[0].labels.count == 2);
	CHECK(cc_str_eq(door.guests.items[1].labels.items[0], CC_STR("A3")));
}

static void a_check_in_is_taken_back_and_may_come_again(void **state)
{
	struct cc_test *test = *state;
	struct inventory_door_guest out;
	CHECK_OK(pick(test, FIRST, NULL));
	CHECK_OK(undo(test, FIRST, &out));
	CHECK(!out.has_checked_in_at && out.labels.count == 2);
	CHECK_OK(undo(test, FIRST, NULL));
	CHECK(cc_test_events(test, &inventory_check_in_undone_event) == 1);
	CHECK(cc_test_int(test, "SELECT COUNT(*) FROM check_ins") == 0);
	CHECK_OK(pick(test, FIRST, NULL));
	CHECK_REFUSED(undo(test, THIRD, NULL), inventory_ticket_not_found);
}

static void who_is_in_is_known_after_a_restart(void **state)
{
	struct cc_test *test = *state;
	struct inventory_ticket before = ticket_of(test, FIRST, OLA);
	CHECK_OK(pick(test, FIRST, NULL));
	cc_test_reopen(test);
	CHECK_REFUSED(scan(test, EVENING, before.token, NULL), inventory_already_checked_in);
	CHECK(cc_str_eq(ticket_of(test, FIRST, OLA).code, before.code));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, open_door, close_door)

int main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(a_confirmed_guest_has_a_ticket),
		CASE(a_ticket_is_its_guests_and_paid_for),
		CASE(a_scanned_ticket_says_who_sits_where),
		CASE(the_first_scan_counts_and_the_second_says_when_it_was),
		CASE(a_code_is_typed_as_people_type),
		CASE(a_guest_is_picked_from_the_list),
		CASE(a_ticket_for_another_evening_says_for_which),
		CASE(a_ticket_that_was_tampered_with_is_none),
		CASE(seats_given_back_let_nobody_in),
		CASE(only_the_host_stands_at_the_door),
		CASE(the_door_has_its_hours),
		CASE(a_phone_that_was_offline_tells_later_when_it_scanned),
		CASE(a_ticket_goes_with_a_fixture_that_is_moved),
		CASE(nobody_comes_to_an_evening_that_is_called_off),
		CASE(the_list_says_who_is_expected_and_who_is_here),
		CASE(a_check_in_is_taken_back_and_may_come_again),
		CASE(who_is_in_is_known_after_a_restart),
	};
	return cmocka_run_group_tests_name("inventory: the door", cases, NULL, NULL);
}
