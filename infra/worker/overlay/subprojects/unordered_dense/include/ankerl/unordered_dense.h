// The part of ankerl::unordered_dense that mediasoup-worker uses, over Abseil's containers.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <absl/hash/hash.h>
namespace ankerl::unordered_dense
{
template<typename T> using hash = absl::Hash<T>;
template<typename K, typename V, typename H = absl::container_internal::hash_default_hash<K>, typename E = absl::container_internal::hash_default_eq<K>>
class map : public absl::flat_hash_map<K, V, H, E>
{
	using Base = absl::flat_hash_map<K, V, H, E>;
public:
	using Base::Base;
	using Base::erase;
	// Abseil's erase(iterator) returns nothing; the original returns the next element, and mediasoup uses it.
	typename Base::iterator erase(typename Base::iterator it) { auto next = it; ++next; Base::erase(it); return next; }
	typename Base::iterator erase(typename Base::const_iterator it) = delete;
};
template<typename K, typename H = absl::container_internal::hash_default_hash<K>, typename E = absl::container_internal::hash_default_eq<K>>
using set = absl::flat_hash_set<K, H, E>;
}
