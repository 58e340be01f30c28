#include "platform/runtime/p256.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include "platform/core/base64url.h"

enum {
	POINT_BYTES = 1 + 2 * CC_P256_COORDINATE_BYTES,
	POINT_UNCOMPRESSED = 4, /* SEC 1 section 2.3.3 */
	DER_BYTES_MAX = 80,     /* two integers of 33 bytes, and their headers */
	PEM_BYTES_MAX = 16 * 1024,
};

static const char group[] = "prime256v1";

/* What OpenSSL cannot do without having been given anything odd is want of memory. */
static void *need(void *object)
{
	if (!object)
		cc_die("OpenSSL is out of memory");
	return object;
}

static void need_done(bool done)
{
	if (!done)
		cc_die("OpenSSL failed: %s", ERR_reason_error_string(ERR_get_error()));
}

EVP_PKEY *cc_p256_generate(void)
{
	return need(EVP_EC_gen(group));
}

EVP_PKEY *cc_p256_public(const struct cc_p256_point *point)
{
	uint8_t bytes[POINT_BYTES] = { POINT_UNCOMPRESSED };
	memcpy(bytes + 1, point->x, sizeof point->x);
	memcpy(bytes + 1 + sizeof point->x, point->y, sizeof point->y);
	char name[sizeof group];
	memcpy(name, group, sizeof group);
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name, 0),
		OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, bytes, sizeof bytes),
		OSSL_PARAM_construct_end(),
	};
	EVP_PKEY_CTX *from = need(EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL));
	EVP_PKEY *key = NULL;
	need_done(EVP_PKEY_fromdata_init(from) == 1);
	if (EVP_PKEY_fromdata(from, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
		key = NULL; /* the import checks that the point is on the curve */
	EVP_PKEY_CTX_free(from);
	ERR_clear_error();
	return key;
}

/* An encrypted key is refused, rather than asked about on the terminal. */
static int no_password(char *text, int size, int writing, void *arg)
{
	(void)text, (void)size, (void)writing, (void)arg;
	return -1;
}

static bool is_p256(EVP_PKEY *key)
{
	char name[32];
	size_t len;
	return EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_group_name(key, name, sizeof name, &len) == 1 &&
	       strcmp(name, group) == 0;
}

EVP_PKEY *cc_p256_private(cc_str pem)
{
	if (pem.len > PEM_BYTES_MAX)
		return NULL;
	BIO *bytes = need(BIO_new_mem_buf(pem.ptr, (int)pem.len));
	EVP_PKEY *key = PEM_read_bio_PrivateKey(bytes, NULL, no_password, NULL);
	BIO_free(bytes);
	if (key && !is_p256(key)) {
		EVP_PKEY_free(key);
		key = NULL;
	}
	ERR_clear_error();
	return key;
}

static void read_coordinate(EVP_PKEY *key, const char *name, uint8_t bytes[CC_P256_COORDINATE_BYTES])
{
	BIGNUM *number = NULL;
	need_done(EVP_PKEY_get_bn_param(key, name, &number) == 1);
	need_done(BN_bn2binpad(number, bytes, CC_P256_COORDINATE_BYTES) == CC_P256_COORDINATE_BYTES);
	BN_free(number);
}

static cc_str coordinate(struct cc_arena *arena, EVP_PKEY *key, const char *name)
{
	uint8_t bytes[CC_P256_COORDINATE_BYTES];
	read_coordinate(key, name, bytes);
	return cc_base64url_print(arena, (cc_str){ (const char *)bytes, sizeof bytes });
}

struct cc_signing_key cc_p256_public_half(struct cc_arena *arena, EVP_PKEY *key)
{
	struct cc_signing_key half = {
		.x = coordinate(arena, key, OSSL_PKEY_PARAM_EC_PUB_X),
		.y = coordinate(arena, key, OSSL_PKEY_PARAM_EC_PUB_Y),
	};
	struct cc_buf canonical = { .arena = arena };
	cc_buf_printf(&canonical, "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%.*s\",\"y\":\"%.*s\"}",
	              (int)half.x.len, half.x.ptr, (int)half.y.len, half.y.ptr);
	uint8_t digest[EVP_MAX_MD_SIZE];
	size_t len;
	need_done(EVP_Q_digest(NULL, "SHA256", NULL, canonical.ptr, canonical.len, digest, &len) == 1);
	half.kid = cc_base64url_print(arena, (cc_str){ (const char *)digest, len });
	return half;
}

cc_str cc_p256_private_pem(struct cc_arena *arena, EVP_PKEY *key)
{
	BIO *bytes = need(BIO_new(BIO_s_secmem()));
	need_done(PEM_write_bio_PKCS8PrivateKey(bytes, key, NULL, NULL, 0, NULL, NULL) == 1);
	char *text;
	long len = BIO_get_mem_data(bytes, &text);
	struct cc_buf pem = { .arena = arena };
	cc_buf_add(&pem, (cc_str){ text, (size_t)len });
	BIO_free(bytes);
	return cc_buf_str(&pem);
}

void cc_p256_sign(EVP_PKEY *key, cc_str text, uint8_t signature[CC_P256_SIGNATURE_BYTES])
{
	uint8_t der[DER_BYTES_MAX];
	const uint8_t *at = der;
	size_t len = sizeof der;
	EVP_MD_CTX *sign = need(EVP_MD_CTX_new());
	need_done(EVP_DigestSignInit_ex(sign, NULL, "SHA256", NULL, NULL, key, NULL) == 1 &&
	          EVP_DigestSign(sign, der, &len, (const uint8_t *)text.ptr, text.len) == 1);
	EVP_MD_CTX_free(sign);

	ECDSA_SIG *numbers = need(d2i_ECDSA_SIG(NULL, &at, (long)len));
	need_done(BN_bn2binpad(ECDSA_SIG_get0_r(numbers), signature, CC_P256_COORDINATE_BYTES) > 0 &&
	          BN_bn2binpad(ECDSA_SIG_get0_s(numbers), signature + CC_P256_COORDINATE_BYTES,
	                       CC_P256_COORDINATE_BYTES) > 0);
	ECDSA_SIG_free(numbers);
}

static size_t der_of(const uint8_t signature[CC_P256_SIGNATURE_BYTES], uint8_t der[DER_BYTES_MAX])
{
	ECDSA_SIG *numbers = need(ECDSA_SIG_new());
	BIGNUM *r = need(BN_bin2bn(signature, CC_P256_COORDINATE_BYTES, NULL));
	BIGNUM *s = need(BN_bin2bn(signature + CC_P256_COORDINATE_BYTES, CC_P256_COORDINATE_BYTES, NULL));
	need_done(ECDSA_SIG_set0(numbers, r, s) == 1);
	uint8_t *to = der;
	int len = i2d_ECDSA_SIG(numbers, &to);
	need_done(len > 0);
	ECDSA_SIG_free(numbers);
	return (size_t)len;
}

bool cc_p256_verify(EVP_PKEY *key, cc_str text, const uint8_t signature[CC_P256_SIGNATURE_BYTES])
{
	uint8_t der[DER_BYTES_MAX];
	size_t len = der_of(signature, der);
	EVP_MD_CTX *verify = need(EVP_MD_CTX_new());
	need_done(EVP_DigestVerifyInit_ex(verify, NULL, "SHA256", NULL, NULL, key, NULL) == 1);
	bool valid = EVP_DigestVerify(verify, der, len, (const uint8_t *)text.ptr, text.len) == 1;
	EVP_MD_CTX_free(verify);
	ERR_clear_error();
	return valid;
}
