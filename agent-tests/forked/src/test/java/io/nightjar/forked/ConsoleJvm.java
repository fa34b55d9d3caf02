package io.nightjar.forked;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application whose model has a hostile name, watched by an agent whose console listens. Confined to the test's thread. */
final class ConsoleJvm implements AutoCloseable {
    /** The name of the model. */
    static final String MODEL = "<img src=x onerror=document.body.dataset.harmed=1>";

    private static final Pattern LISTENS = Pattern.compile("the console listens on (http://\\S+/)");
    private static final String SETTINGS =
            "operation.chat.match=com.acme.Chatting#chat;operation.chat.label.model=arg0;"
                    + "operation.chat.layer=client;service=shop;memory.check=heap;latency.threshold=200ms;throughput.threshold=0;"
                    + "watch=com.acme.Chatting#gone;console.listen=";

    private final RunningJvm jvm;
    private final String url;

    private ConsoleJvm(RunningJvm jvm, String url) {
        this.jvm = jvm;
        this.url = url;
    }

    /** Listens at the port, at any for 0. */
    static ConsoleJvm start(int port, String... more) {
        RunningJvm jvm = ForkedJvm.on(Jdks.found().get(0))
                .agent(SETTINGS + port + (more.length == 0 ? "" : ";" + String.join(";", more)))
                .main("com.acme.Chatting", MODEL)
                .start();
        jvm.await("the console listens", () -> LISTENS.matcher(jvm.stderr()).find());
        Matcher listens = LISTENS.matcher(jvm.stderr());
        listens.find();
        return new ConsoleJvm(jvm, listens.group(1));
    }

    String url() {
        return url;
    }

    int port() {
        return URI.create(url).getPort();
    }

    String pid() {
        return Long.toString(jvm.pid());
    }

    /** How long each call takes from now on; a negative one fails. */
    void calls(long millis) {
        jvm.send(Long.toString(millis));
    }

    @Override
    public void close() {
        jvm.close();
    }
}
