package io.nightjar.forked;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.chromium.ChromiumOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.HttpMethod;

/** A real browser without a screen, where this machine has one, and what it says of a page. Confined to the test's thread. */
final class Chromium implements AutoCloseable {
    private static final String DRIVER = "chromedriver";
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final Pattern REQUEST =
            Pattern.compile("\"method\":\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");
    private static final String CDP = "executeCdpCommand";
    private static final String AXE = "/META-INF/resources/webjars/axe-core/%s/axe.min.js";

    private final RunningJvm process;
    private final Driver driver;
    private final List<String> errors = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    private Chromium(RunningJvm process, Driver driver) {
        this.process = process;
        this.driver = driver;
    }

    /** Whether this machine has what it takes. */
    static boolean isThere() {
        return onPath(List.of(DRIVER)) != null && onPath(BROWSERS) != null;
    }

    static Chromium start(Path directory) {
        RunningJvm process = ForkedJvm.launch(
                List.of(String.valueOf(onPath(List.of(DRIVER))), "--port=0"),
                Map.of("HOME", directory.toString()),
                directory);
        try {
            process.await(
                    "chromedriver's port", () -> PORT.matcher(process.stdout()).find());
            Matcher port = PORT.matcher(process.stdout());
            port.find();
            return new Chromium(process, Driver.start(URI.create("http://127.0.0.1:" + port.group(1))));
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    private static Path onPath(List<String> names) {
        for (String folder : String.valueOf(System.getenv("PATH")).split(":")) {
            for (String name : names) {
                Path path = Path.of(folder).resolve(name);
                if (Files.isExecutable(path)) {
                    return path;
                }
            }
        }
        return null;
    }

    RemoteWebDriver driver() {
        return driver;
    }

    /** How large the page is seen, and by which of the colours. */
    void look(int width, int height, boolean dark) {
        driver.cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        driver.cdp("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    /** Runs a script in each page from now on before the page's own; returns what {@link #withoutScript} takes. */
    String withScript(String script) {
        return (String) driver.cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
                .get("identifier");
    }

    void withoutScript(String identifier) {
        driver.cdp("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", identifier));
    }

    /** A picture of what is seen, as {@code NAME.png} in the module's target folder. */
    Path picture(String name) {
        String data = (String) driver.cdp("Page.captureScreenshot", Map.of()).get("data");
        Path folder = Project.target().getParent().getParent().resolve("target").resolve("console");
        try {
            Files.createDirectories(folder);
            return Files.write(
                    folder.resolve(name + ".png"), Base64.getDecoder().decode(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What axe-core finds wrong with the page as it stands. It comes past the page's policy, which forbids it. */
    @SuppressWarnings("unchecked")
    List<String> accessibilityProblems() {
        driver.cdp("Runtime.evaluate", Map.of("expression", axe()));
        return (List<String>)
                driver.executeAsyncScript(
                        "const done = arguments[0];"
                                + "axe.run(document, { resultTypes: ['violations'] }).then(result => done(result.violations.flatMap("
                                + "one => one.nodes.map(node => one.id + ' ' + node.target + ' ' + node.failureSummary))), e => done([String(e)]))");
    }

    private static String axe() {
        String name = String.format(AXE, System.getProperty("axe.version"));
        try (InputStream in = Chromium.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the console held that is an error, since the last time. */
    List<String> errors() {
        takeLogs();
        List<String> all = List.copyOf(errors);
        errors.clear();
        return all;
    }

    /** Where requests went, since the last time. */
    List<String> requests() {
        takeLogs();
        List<String> all = List.copyOf(requests);
        requests.clear();
        return all;
    }

    private void takeLogs() {
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                errors.add(entry.getMessage());
            }
        }
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            Matcher request = REQUEST.matcher(entry.getMessage());
            if (request.find()) {
                requests.add(request.group(1));
            }
        }
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } finally {
            process.close();
        }
    }

    /** The driver, with the command that reaches the browser's own protocol. */
    private static final class Driver extends RemoteWebDriver {
        private Driver(HttpCommandExecutor executor, Settings settings) {
            super(executor, settings);
        }

        static Driver start(URI server) {
            CommandInfo cdp = new CommandInfo("/session/:sessionId/goog/cdp/execute", HttpMethod.POST);
            try {
                return new Driver(
                        new HttpCommandExecutor(Map.of(CDP, cdp), server.toURL()),
                        new Settings(String.valueOf(onPath(BROWSERS))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> cdp(String command, Map<String, ?> parameters) {
            return (Map<String, Object>)
                    execute(CDP, Map.of("cmd", command, "params", parameters)).getValue();
        }
    }

    private static final class Settings extends ChromiumOptions<Settings> {
        private static final long serialVersionUID = 1;

        Settings(String browser) {
            super("browserName", "chrome", "goog:chromeOptions");
            setBinary(browser);
            addArguments("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run");
            addArguments("--disable-background-networking", "--disable-component-update", "--disable-sync");
            if ("root".equals(System.getProperty("user.name"))) {
                addArguments("--no-sandbox");
            }
            LoggingPreferences logs = new LoggingPreferences();
            logs.enable(LogType.BROWSER, Level.ALL);
            logs.enable(LogType.PERFORMANCE, Level.ALL);
            setCapability("goog:loggingPrefs", logs);
        }
    }
}
