package io.github.cdkmediadelivery.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.App;

/**
 * The distributions of an assembly as a page to look at: for each one what the {@link Review} found, a picture of its
 * paths, what holds for them, its origins and what it does about errors, and a field in which a path can be tried.
 *
 * <pre>{@code
 * DeliveryMap.write(app); // cdk.out/delivery.html, in the place of app.synth()
 * }</pre>
 *
 * <p>The page is one file that loads nothing. It shows the names of the headers that origins are sent, never their
 * values, and no text of functions: it can be given to a reviewer. What only a deployment knows, such as the id of a
 * distribution, is made up, as everywhere in this package.
 */
public final class DeliveryMap {

    private static final String FILE = "delivery.html";
    private static final String CONTENT = "<!-- content -->";
    private static final String DATA = "<!-- data -->";
    private static final String SCRIPT = "/* script */";

    private final List<Distribution> distributions;
    private final List<Finding> findings;
    private final List<String> notModelled;

    private DeliveryMap(CloudAssembly assembly) {
        this.distributions = assembly.distributions();
        this.findings = Review.of(assembly);
        this.notModelled = List.copyOf(assembly.notModelled());
    }

    /**
     * Synthesizes an app and writes its map beside the templates.
     *
     * @param app of the CDK
     * @return the file {@code delivery.html} in the app's {@code cdk.out}
     * @throws UncheckedIOException where it cannot be written
     */
    public static Path write(App app) {
        Path cdkOut = Path.of(app.synth().getDirectory());
        return of(CloudAssembly.in(cdkOut)).writeTo(cdkOut.resolve(FILE));
    }

    /**
     * {@return the map of an assembly; it says so where there is no distribution}
     *
     * @param assembly of templates
     */
    public static DeliveryMap of(CloudAssembly assembly) {
        return new DeliveryMap(assembly);
    }

    /**
     * Writes the page.
     *
     * @param file that is made or replaced
     * @return the file
     * @throws UncheckedIOException where it cannot be written
     */
    public Path writeTo(Path file) {
        try {
            return Files.writeString(file, html());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the page} */
    public String html() {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < distributions.size(); i++) {
            content.append(section(distributions.get(i), i + "-"));
        }
        if (distributions.isEmpty()) {
            content.append("<p>There is no distribution in the templates.</p>");
        }
        if (!notModelled.isEmpty()) {
            content.append("<section><h2>Met, and not looked into</h2><ul>");
            notModelled.forEach(what -> content.append("<li>" + Markup.text(what) + "</li>"));
            content.append("</ul></section>");
        }
        // Cut first, filled then: what the templates say is never searched for a place to fill.
        String page = resource("delivery-map.html").replace(SCRIPT, resource("delivery-map.js"));
        int at = page.indexOf(CONTENT);
        int data = page.indexOf(DATA);
        return page.substring(0, at)
                + content
                + page.substring(at + CONTENT.length(), data)
                + MapData.of(distributions)
                + page.substring(data + DATA.length());
    }

    private String section(Distribution distribution, String mark) {
        String names = distribution.aliases().isEmpty()
                ? distribution.domainName() + " (a name of its kind: the deployment gives it)"
                : String.join(", ", distribution.aliases());
        return "<section><h2>" + Markup.text(distribution.stack() + ": " + distribution.id()) + "</h2><p>"
                + Markup.text(names)
                + (distribution.enabled() ? "" : ". <strong>Switched off: it answers nothing.</strong>")
                + Markup.text(Markup.line(". / is answered by /", distribution.rootObject()))
                + "</p>"
                + found(distribution)
                + MapPicture.of(distribution, mark)
                + MapTable.behaviors(distribution, mark)
                + MapTable.origins(distribution)
                + MapTable.errors(distribution)
                + "</section>";
    }

    private String found(Distribution distribution) {
        List<String> lines = findings.stream()
                .filter(finding -> finding.rule().severity() != Finding.Severity.NOTE)
                .filter(finding -> finding.resource().equals(distribution.id())
                        && finding.stack().equals(distribution.stack()))
                .map(finding -> "<li><strong>" + finding.rule() + "</strong> " + Markup.text(finding.what()) + "; "
                        + Markup.text(finding.fix()) + "</li>")
                .toList();
        return lines.isEmpty()
                ? "<p>The review found nothing.</p>"
                : "<ul class=\"findings\">" + String.join("", lines) + "</ul>";
    }

    private static String resource(String name) {
        try (InputStream stream = DeliveryMap.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
