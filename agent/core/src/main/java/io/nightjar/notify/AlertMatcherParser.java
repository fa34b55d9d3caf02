package io.nightjar.notify;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Severity;
import io.nightjar.match.Glob;
import io.nightjar.notify.AlertMatcher.Comparison;
import io.nightjar.notify.AlertMatcher.SeverityTerm;
import io.nightjar.notify.AlertMatcher.Term;
import io.nightjar.notify.AlertMatcher.ValueTerm;
import java.util.ArrayList;
import java.util.List;

/** Reads a matcher, from left to right. Confined to one thread. */
final class AlertMatcherParser {
    private static final String LABEL = "label.";
    private static final List<String> LABELS =
            List.of("operation", "layer", "model", "memory_type", "device", "signal", "rule", "slo");

    private final String text;
    private int at;

    AlertMatcherParser(String text) {
        this.text = text;
    }

    AlertMatcher parse() throws AlertMatcherException {
        List<Term> terms = new ArrayList<>();
        skipBlanks();
        if (at == text.length()) {
            throw problem("a matcher is empty; write for example severity>=error", at);
        }
        while (true) {
            terms.add(term());
            skipBlanks();
            if (at == text.length()) {
                return new AlertMatcher(text, terms);
            }
            if (text.charAt(at) != ',') {
                throw problem("after a value comes a comma, a bar or the end", at);
            }
            at++;
            skipBlanks();
        }
    }

    private Term term() throws AlertMatcherException {
        int keyAt = at;
        MatchedValue value = key();
        skipBlanks();
        int signAt = at;
        String sign = sign();
        boolean equality = sign.equals("=") || sign.equals("!=");
        if (equality) {
            return new ValueTerm(value, sign.equals("!="), values(value));
        }
        if (value.kind() != MatchedValue.Kind.SEVERITY) {
            throw problem(
                    "only severity has an order: "
                            + text.substring(keyAt, signAt).trim() + " takes = or !=",
                    signAt);
        }
        skipBlanks();
        int boundAt = at;
        Severity bound = severity(value(), boundAt);
        for (Comparison comparison : Comparison.values()) {
            if (comparison.sign.equals(sign)) {
                return new SeverityTerm(comparison, bound);
            }
        }
        throw new AssertionError(sign);
    }

    private MatchedValue key() throws AlertMatcherException {
        int begin = at;
        while (at < text.length() && isOfKey(text.charAt(at))) {
            at++;
        }
        String key = text.substring(begin, at);
        if (key.equals("alert_type")) {
            return new MatchedValue(MatchedValue.Kind.TYPE, "");
        }
        if (key.equals("severity")) {
            return new MatchedValue(MatchedValue.Kind.SEVERITY, "");
        }
        if (LABELS.contains(key)) {
            return new MatchedValue(MatchedValue.Kind.LABEL, key);
        }
        if (key.startsWith(LABEL) && key.length() > LABEL.length()) {
            return new MatchedValue(MatchedValue.Kind.LABEL, key.substring(LABEL.length()));
        }
        throw problem(
                (key.isEmpty() ? "a key is missing" : "unknown key '" + key + "'")
                        + "; allowed are alert_type, severity, " + String.join(", ", LABELS) + ", label.<name>",
                begin);
    }

    private static boolean isOfKey(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-';
    }

    private String sign() throws AlertMatcherException {
        for (String sign : new String[] {">=", "<=", "!=", "=", ">", "<"}) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return sign;
            }
        }
        throw problem("an operator is missing; allowed are =, !=, and for severity >=, >, <=, <", at);
    }

    private List<Glob> values(MatchedValue of) throws AlertMatcherException {
        List<Glob> values = new ArrayList<>();
        do {
            skipBlanks();
            int begin = at;
            Glob glob = new Glob(value());
            checkKnown(of, glob, begin);
            values.add(glob);
            skipBlanks();
        } while (takes('|'));
        return values;
    }

    private boolean takes(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    /** A value that could never be there is a mistake. */
    private void checkKnown(MatchedValue of, Glob glob, int begin) throws AlertMatcherException {
        if (!glob.isExact()) {
            return;
        }
        if (of.kind() == MatchedValue.Kind.SEVERITY) {
            severity(glob.toString(), begin);
        } else if (of.kind() == MatchedValue.Kind.TYPE) {
            StringBuilder known = new StringBuilder();
            for (AlertType type : AlertType.values()) {
                if (type.jsonName().equals(glob.toString())) {
                    return;
                }
                known.append(known.isEmpty() ? "" : ", ").append(type.jsonName());
            }
            throw problem("unknown alert type '" + glob.toString() + "'; allowed are " + known, begin);
        }
    }

    private Severity severity(String name, int begin) throws AlertMatcherException {
        for (Severity severity : Severity.values()) {
            if (severity.jsonName().equals(name)) {
                return severity;
            }
        }
        throw problem("unknown severity '" + name + "'; allowed are warning, error, critical", begin);
    }

    private String value() throws AlertMatcherException {
        int begin = at;
        if (takes('"')) {
            int end = text.indexOf('"', at);
            if (end < 0) {
                throw problem("a double quote is not closed", begin);
            }
            at = end + 1;
            return text.substring(begin + 1, end);
        }
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '|' && text.charAt(at) != '"') {
            at++;
        }
        String value = text.substring(begin, at).trim();
        if (value.isEmpty()) {
            throw problem("a value is missing; an empty one is written \"\"", begin);
        }
        return value;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static AlertMatcherException problem(String message, int position) {
        return new AlertMatcherException(message, position);
    }
}
