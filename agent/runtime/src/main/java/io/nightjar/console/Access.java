package io.nightjar.console;

import io.nightjar.config.ConsoleSettings;
import io.nightjar.config.Secret;
import io.nightjar.log.AgentLog;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who is served what: by the host that a request is addressed to, the page that it comes from, and its token. Thread-safe.
 */
final class Access {
    private static final String NO_ORIGIN = "null";

    private final ConsoleSettings settings;
    private final boolean loopback;
    private final Tokens api;
    private final Tokens metrics;

    /**
     * @param loopback whether nobody but this machine reaches it
     * @param processToken which nobody but the process's own user can read
     */
    Access(ConsoleSettings settings, boolean loopback, Secret processToken, AgentLog log) {
        this.settings = settings;
        this.loopback = loopback;
        api = new Tokens(log, settings.token(), processToken);
        metrics = new Tokens(log, settings.metricsToken());
    }

    /** Why a request is refused whatever it asks for, but for metrics and health; null where it is not. */
    @Nullable
    Answer refusal(Request request) {
        String text = request.getHeaders().get("Host");
        if (text == null || text.isBlank()) {
            return Answer.problem(400, "the request says no Host");
        }
        HostName host = HostName.parse(text.strip());
        if (host == null) {
            return Answer.problem(400, "the request's Host is no host");
        }
        String authority = request.getHttpURI().getHost();
        if (!isOwn(host) || authority != null && !isSame(authority, host)) {
            return Answer.problem(403, "the console is not served under this Host: console.hosts lists further names");
        }
        if (!comesFrom(request.getHeaders(), host)) {
            return Answer.problem(403, "the request comes from a page of somebody else");
        }
        if (!loopback && settings.token() == null && judge(request) != Tokens.Verdict.RIGHT) {
            return Answer.problem(
                    403, "beyond loopback only /metrics and /healthz are served as long as console.token is not set");
        }
        return null;
    }

    private boolean isOwn(HostName host) {
        return host.isAddress()
                || host.host().equals("localhost")
                || host.host().equals(settings.host())
                || settings.hosts().contains(host.host());
    }

    private static boolean isSame(String authority, HostName host) {
        HostName named = HostName.parse(authority);
        return named != null && named.host().equals(host.host());
    }

    /** Whether the request's origin, where it says one, is the host that it is addressed to; a proxy may have changed the scheme. */
    private static boolean comesFrom(HttpFields headers, HostName host) {
        for (HttpField field : headers) {
            if (field.getName().equalsIgnoreCase("Origin")) {
                String origin = field.getValue();
                if (origin == null || origin.equals(NO_ORIGIN) || !isOrigin(origin, host)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isOrigin(String origin, HostName host) {
        int scheme = origin.indexOf("://");
        HostName from = scheme < 0 ? null : HostName.parse(origin.substring(scheme + 3));
        if (from == null || !from.host().equals(host.host())) {
            return false;
        }
        int usual = origin.substring(0, scheme).equalsIgnoreCase("https") ? 443 : 80;
        return (from.port() < 0 ? usual : from.port()) == (host.port() < 0 ? usual : host.port());
    }

    /** Whether what is asked for as a change comes from a page of another site. */
    static boolean isCrossSite(Request request) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        return site != null && site.equalsIgnoreCase("cross-site");
    }

    /** Whether whoever has no token may read. */
    boolean isOpenForReading() {
        return settings.token() == null;
    }

    boolean isOpenForMetrics() {
        return metrics.isEmpty();
    }

    Tokens.Verdict judge(Request request) {
        return api.judge(request.getHeaders().get("Authorization"));
    }

    Tokens.Verdict judgeMetrics(Request request) {
        return metrics.judge(request.getHeaders().get("Authorization"));
    }

    /** How many tokens were wrong. */
    long wrong() {
        return api.wrong() + metrics.wrong();
    }

    /** Why nobody can change anything without the token of this process; null where a token is set. */
    String whoMayChange() {
        return settings.token() == null
                ? "a change needs a token, and console.token is not set: set it, or use the commands of nightjar.jar"
                : "a token is needed: Authorization: Bearer, with the value of console.token";
    }
}
