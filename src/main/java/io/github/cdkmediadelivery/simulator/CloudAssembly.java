package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.cloudformation.include.CfnInclude;

/**
 * The templates of an app, read as CloudFormation would read them: across its stacks, with nested ones.
 *
 * <pre>{@code
 * CloudAssembly ofApp = CloudAssembly.of(app);
 * CloudAssembly written = CloudAssembly.in(Path.of("cdk.out"));
 * CloudAssembly plain = CloudAssembly.ofTemplate(Path.of("edge.yaml"));
 * }</pre>
 *
 * <p>What only a deployment knows, such as the id of a distribution, is made up of logical ids, the same each time;
 * {@link #with} sets it, and parameters.
 */
public final class CloudAssembly {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Template> templates;
    private final Map<String, String> values;
    private final TreeSet<String> notModelled = new TreeSet<>();

    private CloudAssembly(Map<String, Template> templates, Map<String, String> values) {
        this.templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
        this.values = Map.copyOf(values);
    }

    /**
     * {@return the templates of an app, which is synthesized if it was not yet}
     *
     * @param app of the CDK
     */
    public static CloudAssembly of(App app) {
        return in(Path.of(app.synth().getDirectory()));
    }

    /**
     * {@return the templates that a synthesis has written}
     *
     * @param cdkOut the folder with the {@code manifest.json}
     * @throws UncheckedIOException where it cannot be read
     */
    public static CloudAssembly in(Path cdkOut) {
        Map<String, Template> templates = new TreeMap<>();
        addAssembly(cdkOut, templates);
        return new CloudAssembly(templates, Map.of());
    }

    private static void addAssembly(Path folder, Map<String, Template> templates) {
        JsonNode manifest = read(folder.resolve("manifest.json"));
        for (JsonNode artifact : manifest.path("artifacts")) {
            String type = artifact.path("type").asText();
            JsonNode properties = artifact.path("properties");
            if (type.equals("cdk:cloud-assembly")) {
                addAssembly(folder.resolve(properties.path("directoryName").asText()), templates);
            } else if (type.equals("aws:cloudformation:stack")) {
                Path file = folder.resolve(properties.path("templateFile").asText());
                String[] place = artifact.path("environment").asText().split("/", -1);
                add(
                        properties
                                .path("stackName")
                                .asText(file.getFileName().toString().replaceAll("\\..*", "")),
                        place.length < 4 || place[2].startsWith("unknown") ? Template.SOME_ACCOUNT : place[2],
                        place.length < 4 || place[3].startsWith("unknown") ? Template.SOME_REGION : place[3],
                        file,
                        templates);
            }
        }
    }

    private static void add(String stack, String account, String region, Path file, Map<String, Template> templates) {
        Template template = new Template(stack, account, region, file.toString(), read(file));
        templates.put(stack, template);
        template.content().path("Resources").properties().forEach(entry -> {
            JsonNode asset = entry.getValue().at("/Metadata/aws:asset:path");
            if (entry.getValue().path("Type").asText().equals("AWS::CloudFormation::Stack") && asset.isTextual()) {
                add(stack + "/" + entry.getKey(), account, region, file.resolveSibling(asset.asText()), templates);
            }
        });
    }

    /**
     * {@return a template of its own, in JSON or YAML}
     *
     * @param file ends in {@code .json}, or is read as YAML
     * @throws UncheckedIOException where it cannot be read
     */
    public static CloudAssembly ofTemplate(Path file) {
        JsonNode content = file.toString().endsWith(".json") ? read(file) : fromYaml(file);
        return ofTemplates(Map.of(file.getFileName().toString().replaceAll("\\..*", ""), content.toString()));
    }

    /**
     * {@return templates as text}
     *
     * @param templates in JSON, by the names of their stacks
     */
    public static CloudAssembly ofTemplates(Map<String, String> templates) {
        Map<String, Template> read = new TreeMap<>();
        templates.forEach((stack, text) -> {
            try {
                read.put(
                        stack,
                        new Template(stack, Template.SOME_ACCOUNT, Template.SOME_REGION, "", JSON.readTree(text)));
            } catch (IOException e) {
                throw new UncheckedIOException("template of " + stack + ": is not JSON", e);
            }
        });
        return new CloudAssembly(read, Map.of());
    }

    /** The CDK has a reader for CloudFormation's YAML, short functions included. */
    private static JsonNode fromYaml(Path file) {
        App app = new App(AppProps.builder().analyticsReporting(false).build());
        Stack stack = new Stack(
                app,
                "Included",
                StackProps.builder().synthesizer(new BootstraplessSynthesizer()).build());
        CfnInclude.Builder.create(stack, "Template")
                .templateFile(file.toString())
                .build();
        return read(Path.of(app.synth().getStackByName("Included").getTemplateFullPath()));
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * {@return the same with a value that only the deployment knows}
     *
     * @param name of a parameter or an import, a logical id (what {@code Ref} says of it), or
     *     {@code LogicalId.Attribute}
     * @param value of it
     */
    public CloudAssembly with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new CloudAssembly(templates, more);
    }

    /**
     * {@return the same with the value of a secret, wherever a dynamic reference stands for it}
     *
     * @param name part of the reference, for example the JSON field
     * @param value that CloudFormation would read
     */
    public CloudAssembly withSecret(String name, String value) {
        return with(Intrinsics.SECRET + name, value);
    }

    /** {@return the distributions of all stacks} */
    public List<Distribution> distributions() {
        return new ModelReader(this).distributions();
    }

    /** {@return what was met and is not modelled; complete once distributions were read and requests were sent} */
    public SortedSet<String> notModelled() {
        return Collections.unmodifiableSortedSet(notModelled);
    }

    Set<String> noted() {
        return notModelled;
    }

    void note(String what) {
        notModelled.add(what);
    }

    Map<String, Template> templates() {
        return templates;
    }

    /** That of a stack of this assembly. */
    Template template(String stack) {
        return Objects.requireNonNull(templates.get(stack));
    }

    JsonNode value(Template in, JsonNode any) {
        return new Intrinsics(templates, values, notModelled).value(in, any);
    }
}
