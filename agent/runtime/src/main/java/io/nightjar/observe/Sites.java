package io.nightjar.observe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The observed sites by their ids, which woven code carries as constants; a site is never taken back, and one of the
 * same key is made once however many classes carry it. Thread-safe.
 */
public final class Sites {
    private final Map<String, Integer> ids = new HashMap<>();
    private volatile Site[] sites = {};

    public Site get(int id) {
        return sites[id];
    }

    public synchronized int idOf(String key) {
        Integer id = ids.get(key);
        return id == null ? -1 : id;
    }

    /** Adds sites, of which the first one's id is remembered by the key and returned; the others' follow it. */
    public synchronized int add(String key, Site... added) {
        int id = sites.length;
        Site[] more = Arrays.copyOf(sites, id + added.length);
        System.arraycopy(added, 0, more, id, added.length);
        ids.put(key, id);
        sites = more;
        return id;
    }
}
