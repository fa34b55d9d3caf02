package io.nightjar.config;

import java.net.URI;
import java.util.List;

/**
 * Why destinations cannot be reached, as far as the settings that all share say it. Immutable.
 *
 * @param trouble with the proxy; empty for none
 * @param tlsTrouble with the certificates that are trusted; empty for none
 */
record Network(String trouble, String tlsTrouble) {
    /** Why none of these can be reached; empty where they can. */
    String whyNot(List<URI> urls) {
        for (URI url : urls) {
            if (!tlsTrouble.isEmpty() && url.getScheme().equalsIgnoreCase("https")) {
                return tlsTrouble;
            }
        }
        return trouble;
    }
}
