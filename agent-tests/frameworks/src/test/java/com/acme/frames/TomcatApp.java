package com.acme.frames;

import com.acme.apps.Gone;
import com.acme.apps.Waiting;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** A web application that is deployed, called and undeployed three times. */
public final class TomcatApp {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private TomcatApp() {}

    /** Takes the folder of the web application. */
    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        tomcat.start();
        for (int deployment = 1; deployment <= 3; deployment++) {
            WeakReference<ClassLoader> loader = deployed(tomcat, Path.of(arguments[0]));
            System.out.println("collected: " + Gone.collected(loader));
        }
        Waiting.untilTold();
        tomcat.stop();
        tomcat.destroy();
        System.exit(3);
    }

    private static WeakReference<ClassLoader> deployed(Tomcat tomcat, Path folder) throws Exception {
        Context context = tomcat.addContext("/app", folder.toString());
        Tomcat.addServlet(context, "infer", "com.acme.web.InferServlet");
        context.addServletMappingDecoded("/infer", "infer");
        WeakReference<ClassLoader> loader =
                new WeakReference<>(context.getLoader().getClassLoader());
        System.out.println(loader.get().getClass().getSimpleName());
        String url = "http://localhost:" + tomcat.getConnector().getLocalPort() + "/app/infer?input=";
        for (String input : new String[] {"Hello", "world", ""}) {
            var answer =
                    CLIENT.send(HttpRequest.newBuilder(URI.create(url + input)).build(), BodyHandlers.ofString());
            System.out.println(answer.statusCode() + (answer.statusCode() == 200 ? answer.body() : ""));
        }
        context.stop();
        tomcat.getHost().removeChild(context);
        context.destroy();
        return loader;
    }
}
