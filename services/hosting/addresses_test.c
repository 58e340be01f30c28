/* addresses_test.c - who is told where a home is, and who can find out. */
#include <stdio.h>

#include "services/hosting/house_test.h"

static bool same_address(const struct hosting_address *a, const struct hosting_address *b)
{
	return cc_str_eq(a->street, b->street) && cc_str_eq(a->intercom, b->intercom) &&
	       cc_str_eq(a->arrival_note, b->arrival_note) &&
	       a->latitude_microdegrees == b->latitude_microdegrees &&
	       a->longitude_microdegrees == b->longitude_microdegrees;
}

static void a_host_reads_their_own_address(void **state)
{
	struct hosting_address address, expected = usual_address();
	CHECK_OK(create_home(*state, HOME, NULL));
	CHECK_OK(get_own_address(*state, HOME, &address));
	CHECK(same_address(&address, &expected));
	CHECK(address.has_floor && cc_str_eq(address.postal_code, expected.postal_code));
}

static void nobody_else_reads_it(void **state)
{
	CHECK_OK(create_home(*state, HOME, NULL));
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_REFUSED(get_own_address(*state, HOME, NULL), hosting_home_not_found);
	CHECK_REFUSED(get_own_address(*state, OTHER_HOME, NULL), hosting_home_not_found);
}

/* A host may claim, in a session, that it takes place in somebody else's home. */
static void a_service_is_told_the_address_of_that_hosts_home_only(void **state)
{
	struct hosting_address address;
	CHECK_OK(create_home(*state, HOME, NULL));
	cc_test_as(*state, (cc_id){ { 0 } });
	CHECK_OK(get_address(*state, HOME, ANIA, &address));
	CHECK(cc_str_eq(address.street, CC_STR("Piotrkowska 17")));
	CHECK_REFUSED(get_address(*state, HOME, MAREK, NULL), hosting_home_not_found);
	CHECK_REFUSED(get_address(*state, OTHER_HOME, ANIA, NULL), hosting_home_not_found);
}

/* What is in the files of the store, all of them: the database and what is not yet written into it. */
static int count_in_files(struct cc_test *test, const char *text)
{
	static const char *const files[] = { "", "-wal" };
	static char bytes[16 << 20];
	int found = 0;
	for (size_t i = 0; i < CC_COUNT(files); i++) {
		FILE *file = fopen(cc_test_file(test, files[i]), "rb");
		assert_non_null(file);
		size_t len = fread(bytes, 1, sizeof bytes, file);
		CHECK(len < sizeof bytes);
		fclose(file);
		found += memmem(bytes, len, text, strlen(text)) != NULL;
	}
	return found;
}

static void no_street_and_no_proof_is_in_the_files_of_the_store(void **state)
{
	static const char *const secret[] = {
		"Piotrkowska", "90-406", "third floor", "Kowalska", "bakery", "contract 4711",
	};
	make_ready(*state, HOME);
	cc_test_with_key(*state, "move-1"); /* the answer is kept, too */
	struct hosting_address address = usual_address();
	CHECK_OK(move_home(*state, HOME, &address, NULL));
	CHECK(count_in_files(*state, "sportbox") > 0 && count_in_files(*state, "Czarni Warta") > 0);
	for (size_t i = 0; i < CC_COUNT(secret); i++)
		CHECK(count_in_files(*state, secret[i]) == 0);
}

static void no_event_tells_where_a_home_is(void **state)
{
	struct hosting_home_described told;
	make_ready(*state, HOME);
	cc_test_last_event(*state, &hosting_home_described_event, &told);
	CHECK(cc_str_eq(told.home->city, CC_STR("Łódź")));
	CHECK(told.home->circle->latitude_microdegrees != usual_address().latitude_microdegrees);
	CHECK(told.home->circle->longitude_microdegrees != usual_address().longitude_microdegrees);
	CHECK(told.home->room == NULL);
}

/* Bound to its home: an address that is copied into the row of one's own home cannot be read there. */
static void an_address_cannot_be_read_from_another_row(void **state)
{
	CHECK_OK(create_home(*state, HOME, NULL));
	cc_test_as(*state, cc_test_id(MAREK));
	CHECK_OK(create_home(*state, OTHER_HOME, NULL));
	cc_test_change(*state,
	               "UPDATE homes SET address = (SELECT address FROM homes ORDER BY home_id LIMIT 1)");
	CHECK_REFUSED(get_own_address(*state, OTHER_HOME, NULL), cc_cipher_broken);
	cc_test_as(*state, cc_test_id(ANIA));
	CHECK_OK(get_own_address(*state, HOME, NULL));
}

/* The circle ---------------------------------------------------------------------- */

static bool same_circle(const struct hosting_circle *a, const struct hosting_circle *b)
{
	return a->latitude_microdegrees == b->latitude_microdegrees &&
	       a->longitude_microdegrees == b->longitude_microdegrees;
}

static void one_place_has_one_circle(void **state)
{
	struct hosting_home first, away, back;
	struct hosting_address address = usual_address(), far = usual_address();
	far.latitude_microdegrees += 50000;
	CHECK_OK(create_home(*state, HOME, &first));
	CHECK_OK(move_home(*state, HOME, &far, &away));
	CHECK_OK(move_home(*state, HOME, &address, &back));
	CHECK(!same_circle(first.circle, away.circle) && same_circle(first.circle, back.circle));
}

static void a_corrected_pin_keeps_its_circle(void **state)
{
	struct hosting_home first, corrected;
	struct hosting_address address = usual_address();
	CHECK_OK(create_home(*state, HOME, &first));
	address.latitude_microdegrees = first.circle->latitude_microdegrees;
	address.longitude_microdegrees = first.circle->longitude_microdegrees + 1000;
	CHECK_OK(move_home(*state, HOME, &address, &corrected));
	CHECK(same_circle(first.circle, corrected.circle));
	CHECK_OK(get_own_address(*state, HOME, &address));
	CHECK(address.latitude_microdegrees == first.circle->latitude_microdegrees);
}

static void two_homes_at_one_place_have_two_circles(void **state)
{
	struct hosting_home one, other;
	CHECK_OK(create_home(*state, HOME, &one));
	CHECK_OK(create_home(*state, OTHER_HOME, &other));
	CHECK(!same_circle(one.circle, other.circle));
}

int main(void)
{
	const struct CMUnitTest cases[] = {
		HOUSE_CASE(a_host_reads_their_own_address),
		HOUSE_CASE(nobody_else_reads_it),
		HOUSE_CASE(a_service_is_told_the_address_of_that_hosts_home_only),
		HOUSE_CASE(no_street_and_no_proof_is_in_the_files_of_the_store),
		HOUSE_CASE(no_event_tells_where_a_home_is),
		HOUSE_CASE(an_address_cannot_be_read_from_another_row),
		HOUSE_CASE(one_place_has_one_circle),
		HOUSE_CASE(a_corrected_pin_keeps_its_circle),
		HOUSE_CASE(two_homes_at_one_place_have_two_circles),
	};
	return cmocka_run_group_tests_name("hosting: addresses", cases, NULL, NULL);
}
