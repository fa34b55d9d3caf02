package io.nightjar.config;

import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/** What keys, tokens and headers look like: a wrong one would only be refused at the first alert. */
final class SecretShape {
    private static final String WEBHOOK_PREFIX = "whsec_";
    private static final Set<String> OUR_HEADERS = Set.of(
            "host",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "transfer-encoding",
            "upgrade",
            "webhook-id",
            "webhook-signature",
            "webhook-timestamp");

    private SecretShape() {}

    /** Printable ASCII without blanks. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** One secret or, while it is changed, several with blanks between: {@code whsec_} and base64, or any other text. */
    static boolean isWebhookSecret(String text) {
        int start = 0;
        while (start < text.length()) {
            int blank = text.indexOf(' ', start);
            int end = blank < 0 ? text.length() : blank;
            if (!isOneWebhookSecret(text.substring(start, end))) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean isOneWebhookSecret(String text) {
        if (!text.startsWith(WEBHOOK_PREFIX)) {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isISOControl(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }
        try {
            return Base64.getDecoder().decode(text.substring(WEBHOOK_PREFIX.length())).length > 0;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** PagerDuty's own keys have 32 characters; another service that speaks its protocol may have others. */
    static boolean isRoutingKey(String text, boolean ownService) {
        if (!isToken(text) || ownService && text.length() != 32) {
            return false;
        }
        for (int i = 0; i < text.length() && ownService; i++) {
            if (!Character.isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Why a header cannot be sent; empty where it can. Never shows its value. */
    static String whyNoHeader(String name, String value) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c > '~' || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
                return "a header's name is made of letters, digits and hyphens";
            }
        }
        if (OUR_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            return "this header is set by Nightjar itself";
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' && value.charAt(i) != '\t' || value.charAt(i) > '~') {
                return "a header's value is printable ASCII in one line";
            }
        }
        return value.isEmpty() ? "a header needs a value" : "";
    }
}
