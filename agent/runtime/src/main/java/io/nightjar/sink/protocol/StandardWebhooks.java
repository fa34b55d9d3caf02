package io.nightjar.sink.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures of Standard Webhooks 1.0.0. Immutable; thread-safe.
 *
 * <p>A secret is {@code whsec_} and base64, or any other text, whose UTF-8 bytes are then the key. Several, separated by
 * spaces, each sign: that is how a secret is rotated.
 */
public final class StandardWebhooks {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    private StandardWebhooks(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    public static StandardWebhooks of(String secrets) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String secret : secrets.split(" ")) {
            if (!secret.isEmpty()) {
                keys.add(new SecretKeySpec(key(secret), ALGORITHM));
            }
        }
        return new StandardWebhooks(List.copyOf(keys));
    }

    private static byte[] key(String secret) {
        if (secret.startsWith(PREFIX) && secret.length() > PREFIX.length()) {
            try {
                return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            } catch (IllegalArgumentException noBase64) {
                return secret.getBytes(StandardCharsets.UTF_8);
            }
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    /** The value of {@code webhook-signature}; empty without a secret. */
    public String signature(String id, long timestampSeconds, byte[] body) {
        StringBuilder signatures = new StringBuilder();
        for (SecretKeySpec key : keys) {
            signatures.append(signatures.isEmpty() ? "v1," : " v1,").append(sign(key, id, timestampSeconds, body));
        }
        return signatures.toString();
    }

    private static String sign(SecretKeySpec key, String id, long timestampSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + '.' + timestampSeconds + '.').getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, missing);
        }
    }
}
