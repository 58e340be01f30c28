/* home.c - finding a home, and whose it is. */
#include "services/hosting/internal.h"

cc_err hosting_home_not_found_here(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &hosting_home_not_found, "There is no such home; check its id.");
}

static const struct hosting_circle *circle_of(struct cc_ctx *ctx, const struct hosting_home_row *row)
{
	struct hosting_circle *circle = cc_alloc(ctx, sizeof *circle);
	*circle = (struct hosting_circle){
		.latitude_microdegrees = row->latitude_microdegrees,
		.longitude_microdegrees = row->longitude_microdegrees,
		.radius_m = HOSTING_CIRCLE_RADIUS_M,
	};
	return circle;
}

static const struct hosting_equipment *equipment_of(struct cc_ctx *ctx, const struct hosting_home_row *row)
{
	struct hosting_equipment *equipment = cc_alloc(ctx, sizeof *equipment);
	*equipment = (struct hosting_equipment){
		.sound = row->sound,
		.wifi = row->wifi,
		.air_conditioning = row->air_conditioning,
		.balcony = row->balcony,
		.second_screen = row->second_screen,
		.parking = row->parking,
	};
	return equipment;
}

static const struct hosting_house_rules *rules_of(struct cc_ctx *ctx, const struct hosting_home_row *row)
{
	if (!row->has_smoking)
		return NULL;
	struct hosting_house_rules *rules = cc_alloc(ctx, sizeof *rules);
	*rules = (struct hosting_house_rules){
		.smoking = row->smoking,
		.pets = row->pets,
		.pets_welcome = row->pets_welcome,
		.kids_welcome = row->kids_welcome,
		.stairs = row->stairs,
		.wheelchair = row->wheelchair,
		.alcohol = row->alcohol,
		.languages = hosting_split_languages(ctx, row->languages),
		.has_cheers_for = row->has_cheers_for,
		.cheers_for = row->cheers_for,
		.has_note = row->has_note,
		.note = row->note,
	};
	return rules;
}

void hosting_read_home(struct cc_ctx *ctx, const struct hosting_home_row *row, struct hosting_home *home)
{
	bool ready = row->has_seats && row->has_package && row->has_smoking;
	*home = (struct hosting_home){
		.home_id = row->home_id,
		.host_id = row->host_id,
		.state = ready ? HOSTING_HOME_STATE_READY : HOSTING_HOME_STATE_DRAFT,
		.name = row->name,
		.about = row->about,
		.venue = row->venue,
		.city = row->city,
		.country = row->country,
		.time_zone = row->time_zone,
		.circle = circle_of(ctx, row),
		.equipment = equipment_of(ctx, row),
		.seats = row->seats,
		.has_diagonal_inches = row->has_diagonal_inches,
		.diagonal_inches = row->diagonal_inches,
		.has_package = row->has_package,
		.package = row->package,
		.has_package_state = row->has_package_state,
		.package_state = row->package_state,
		.rules = rules_of(ctx, row),
		.described_at = row->described_at,
	};
}

cc_err hosting_load_home(struct cc_ctx *ctx, cc_id home_id, struct hosting_home *home)
{
	struct hosting_home_row row;
	cc_err err = cc_sql_one(ctx, &home_by_id, &hosting_home_row_message, &row, home_id);
	if (cc_is(err, CC_NOT_FOUND))
		return hosting_home_not_found_here(ctx);
	TRY(err);
	hosting_read_home(ctx, &row, home);
	return CC_OK;
}

cc_err hosting_load_own_home(struct cc_ctx *ctx, cc_id home_id, struct hosting_home *home)
{
	TRY(hosting_load_home(ctx, home_id, home));
	if (!cc_id_eq(home->host_id, cc_caller(ctx)->subject))
		return hosting_home_not_found_here(ctx); /* whose it is, is nobody else's business */
	return CC_OK;
}

cc_err hosting_set_equipment(struct cc_ctx *ctx, cc_id home_id, const struct hosting_equipment *equipment)
{
	return cc_sql_change(ctx, &equip_home, home_id, cc_enum_text(&hosting_sound_enum, equipment->sound),
	                     equipment->wifi, equipment->air_conditioning, equipment->balcony,
	                     equipment->second_screen, equipment->parking);
}
