// libsrtp 3 API surface used by mediasoup-worker, expressed over the system's libsrtp 2.
#pragma once
// srtp_policy_t is a struct in 2 and an opaque pointer in 3: the old one gets out of the way.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t
#include <cstring>
#include <vector>

#define srtp_err_status_buffer_small static_cast<srtp_err_status_t>(100)
#define srtp_err_status_cryptex_err static_cast<srtp_err_status_t>(101)

struct srtp3_policy
{
	srtp_ssrc_t ssrc{};
	srtp_profile_t profile{ srtp_profile_reserved };
	std::vector<uint8_t> key;
	bool allowRepeatTx{ false };
	unsigned long windowSize{ 0 };
};
using srtp_policy_t = srtp3_policy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new srtp3_policy();
	return srtp_err_status_ok;
}
inline void srtp_policy_destroy(srtp_policy_t policy)
{
	// Through volatile, so that wiping the key is not optimised away.
	if (policy && !policy->key.empty()) { volatile uint8_t* p = policy->key.data(); for (size_t i = 0; i < policy->key.size(); ++i) p[i] = 0; }
	delete policy;
}
inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->ssrc = ssrc;
	return srtp_err_status_ok;
}
inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	policy->profile = profile;
	return srtp_err_status_ok;
}
inline srtp_err_status_t srtp_policy_add_key(srtp_policy_t policy, const uint8_t* key, size_t keyLen, const uint8_t* salt, size_t saltLen, const uint8_t*, size_t mkiLen)
{
	// Master key identifiers are not used in WebRTC.
	if (mkiLen != 0) return srtp_err_status_bad_param;
	policy->key.assign(key, key + keyLen);
	policy->key.insert(policy->key.end(), salt, salt + saltLen);
	return srtp_err_status_ok;
}
inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->allowRepeatTx = allow;
	return srtp_err_status_ok;
}
inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->windowSize = size;
	return srtp_err_status_ok;
}
inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	srtp2_policy_t p2;
	std::memset(&p2, 0, sizeof(p2));
	srtp_err_status_t err = srtp_crypto_policy_set_from_profile_for_rtp(&p2.rtp, policy->profile);
	if (err != srtp_err_status_ok) return err;
	err = srtp_crypto_policy_set_from_profile_for_rtcp(&p2.rtcp, policy->profile);
	if (err != srtp_err_status_ok) return err;
	p2.ssrc = policy->ssrc;
	p2.key = policy->key.data();
	p2.allow_repeat_tx = policy->allowRepeatTx ? 1 : 0;
	p2.window_size = policy->windowSize;
	return srtp_create(session, &p2);
}
inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}
namespace srtp3_detail
{
	// libsrtp 2 works in place, 3 from one buffer to another of a stated size.
	template<typename F>
	inline srtp_err_status_t apply(F&& f, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t growth)
	{
		if (*outLen < inLen + growth) return srtp_err_status_buffer_small;
		if (in != out) std::memcpy(out, in, inLen);
		int len = static_cast<int>(inLen);
		const srtp_err_status_t err = f(out, &len);
		if (err == srtp_err_status_ok) *outLen = static_cast<size_t>(len);
		return err;
	}
}
inline srtp_err_status_t srtp_protect(srtp_t ctx, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t)
{
	return srtp3_detail::apply([ctx](void* b, int* l) { return srtp_protect(ctx, b, l); }, in, inLen, out, outLen, SRTP_MAX_TRAILER_LEN);
}
inline srtp_err_status_t srtp_unprotect(srtp_t ctx, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	return srtp3_detail::apply([ctx](void* b, int* l) { return srtp_unprotect(ctx, b, l); }, in, inLen, out, outLen, 0);
}
inline srtp_err_status_t srtp_protect_rtcp(srtp_t ctx, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t)
{
	return srtp3_detail::apply([ctx](void* b, int* l) { return srtp_protect_rtcp(ctx, b, l); }, in, inLen, out, outLen, SRTP_MAX_TRAILER_LEN + 4);
}
inline srtp_err_status_t srtp_unprotect_rtcp(srtp_t ctx, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	return srtp3_detail::apply([ctx](void* b, int* l) { return srtp_unprotect_rtcp(ctx, b, l); }, in, inLen, out, outLen, 0);
}
