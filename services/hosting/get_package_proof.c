/* get_package_proof.c - what a host gave as proof, for whoever reviews it. */
#include "services/hosting/internal.h"

cc_err hosting_get_package_proof(struct cc_ctx *ctx, const struct hosting_get_package_proof_request *query,
                                 struct hosting_package_proof *proof)
{
	struct hosting_kept_proof kept;
	struct hosting_proof_text text;
	TRY(hosting_load_proof(ctx, query->home_id, &kept));
	TRY(cc_decrypt(ctx, &hosting_proof_text_message, hosting_id_bytes(&query->home_id), kept.encrypted,
	               &text));
	*proof = (struct hosting_package_proof){
		.home_id = kept.home_id,
		.package = kept.package,
		.state = kept.state,
		.proof = text.text,
		.version = kept.version,
		.given_at = kept.given_at,
		.has_note = kept.has_note,
		.note = kept.note,
	};
	return CC_OK;
}
