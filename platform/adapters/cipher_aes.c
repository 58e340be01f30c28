#include "platform/adapters/cipher_aes.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "platform/core/arena.h"

enum { NONCE_AT = CC_CIPHER_KEY_ID_BYTES, TEXT_AT = NONCE_AT + CC_CIPHER_NONCE_BYTES };

struct cipher_aes {
	struct cc_cipher base;
	struct cc_cipher_keys keys;
};

static void put_id(uint32_t id, uint8_t out[CC_CIPHER_KEY_ID_BYTES])
{
	for (int i = 0; i < CC_CIPHER_KEY_ID_BYTES; i++)
		out[i] = (uint8_t)(id >> (8 * (CC_CIPHER_KEY_ID_BYTES - 1 - i)));
}

static uint32_t read_id(cc_str encrypted)
{
	uint32_t id = 0;
	for (int i = 0; i < CC_CIPHER_KEY_ID_BYTES; i++)
		id = id << 8 | (uint8_t)encrypted.ptr[i];
	return id;
}

static const struct cc_cipher_key *find_key(const struct cipher_aes *aes, uint32_t id)
{
	for (size_t i = 0; i < aes->keys.count; i++)
		if (aes->keys.at[i].id == id)
			return &aes->keys.at[i];
	return NULL;
}

static EVP_CIPHER_CTX *begin(void)
{
	EVP_CIPHER_CTX *run = EVP_CIPHER_CTX_new();
	if (!run)
		cc_die("out of memory for a cipher");
	return run;
}

/* The key's number is part of what cannot be changed. */
static bool encrypt_with(EVP_CIPHER_CTX *run, const struct cc_cipher_key *key, cc_str bound_to, cc_str plain,
                         uint8_t *encrypted)
{
	int n;
	uint8_t *text = encrypted + TEXT_AT;
	return EVP_EncryptInit_ex(run, EVP_aes_256_gcm(), NULL, key->bytes, encrypted + NONCE_AT) &&
	       EVP_EncryptUpdate(run, NULL, &n, encrypted, CC_CIPHER_KEY_ID_BYTES) &&
	       EVP_EncryptUpdate(run, NULL, &n, (const uint8_t *)bound_to.ptr, (int)bound_to.len) &&
	       EVP_EncryptUpdate(run, text, &n, (const uint8_t *)plain.ptr, (int)plain.len) &&
	       EVP_EncryptFinal_ex(run, text + n, &n) &&
	       EVP_CIPHER_CTX_ctrl(run, EVP_CTRL_AEAD_GET_TAG, CC_CIPHER_TAG_BYTES, text + plain.len);
}

static void encrypt(struct cc_cipher *cipher, const uint8_t nonce[CC_CIPHER_NONCE_BYTES], cc_str bound_to,
                    cc_str plain, uint8_t *encrypted)
{
	const struct cipher_aes *aes = (const struct cipher_aes *)cipher;
	const struct cc_cipher_key *key = &aes->keys.at[aes->keys.count - 1];
	put_id(key->id, encrypted);
	memcpy(encrypted + NONCE_AT, nonce, CC_CIPHER_NONCE_BYTES);
	EVP_CIPHER_CTX *run = begin();
	if (!encrypt_with(run, key, bound_to, plain, encrypted))
		cc_die("OpenSSL offers no AES-256-GCM");
	EVP_CIPHER_CTX_free(run);
}

static bool decrypt_with(EVP_CIPHER_CTX *run, const struct cc_cipher_key *key, cc_str bound_to,
                         cc_str encrypted, uint8_t *plain)
{
	int n, len = (int)(encrypted.len - CC_CIPHER_OVERHEAD_BYTES);
	const uint8_t *bytes = (const uint8_t *)encrypted.ptr;
	uint8_t tag[CC_CIPHER_TAG_BYTES];
	memcpy(tag, bytes + TEXT_AT + len, sizeof tag);
	return EVP_DecryptInit_ex(run, EVP_aes_256_gcm(), NULL, key->bytes, bytes + NONCE_AT) &&
	       EVP_DecryptUpdate(run, NULL, &n, bytes, CC_CIPHER_KEY_ID_BYTES) &&
	       EVP_DecryptUpdate(run, NULL, &n, (const uint8_t *)bound_to.ptr, (int)bound_to.len) &&
	       EVP_DecryptUpdate(run, plain, &n, bytes + TEXT_AT, len) &&
	       EVP_CIPHER_CTX_ctrl(run, EVP_CTRL_AEAD_SET_TAG, sizeof tag, tag) &&
	       EVP_DecryptFinal_ex(run, plain + n, &n);
}

static bool decrypt(struct cc_cipher *cipher, cc_str bound_to, cc_str encrypted, uint8_t *plain)
{
	const struct cc_cipher_key *key = find_key((const struct cipher_aes *)cipher, read_id(encrypted));
	if (!key)
		return false;
	EVP_CIPHER_CTX *run = begin();
	bool good = decrypt_with(run, key, bound_to, encrypted, plain);
	EVP_CIPHER_CTX_free(run);
	if (!good) /* GCM decrypts before it knows: nobody may use that */
		explicit_bzero(plain, encrypted.len - CC_CIPHER_OVERHEAD_BYTES);
	return good;
}

static const struct cc_cipher_ops ops = {
	.name = "aes",
	.encrypt = encrypt,
	.decrypt = decrypt,
};

struct cc_cipher *cc_cipher_aes_new(const struct cc_cipher_keys *keys)
{
	assert(keys->count >= 1 && keys->count <= CC_CIPHER_KEYS_MAX);
	struct cipher_aes *aes = calloc(1, sizeof *aes);
	if (!aes)
		cc_die("out of memory for a cipher");
	*aes = (struct cipher_aes){ .base.ops = &ops, .keys = *keys };
	return &aes->base;
}

void cc_cipher_aes_free(struct cc_cipher *cipher)
{
	struct cipher_aes *aes = (struct cipher_aes *)cipher;
	if (!aes)
		return;
	explicit_bzero(&aes->keys, sizeof aes->keys);
	free(aes);
}
