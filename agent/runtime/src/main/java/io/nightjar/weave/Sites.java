package io.nightjar.weave;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The observed sites by their ids, which woven code carries as constants; a site is never taken back, and one of the
 * same key is made once however many classes carry it. Thread-safe.
 */
final class Sites {
    private final Map<String, Integer> ids = new HashMap<>();
    private volatile Site[] sites = {};

    Site get(int id) {
        return sites[id];
    }

    synchronized int idOf(String key) {
        Integer id = ids.get(key);
        return id == null ? -1 : id;
    }

    synchronized int add(String key, Site site) {
        Site[] more = Arrays.copyOf(sites, sites.length + 1);
        more[sites.length] = site;
        ids.put(key, sites.length);
        sites = more;
        return more.length - 1;
    }
}
