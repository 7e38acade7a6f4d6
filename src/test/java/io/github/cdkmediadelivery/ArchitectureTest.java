package io.github.cdkmediadelivery;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses LIBRARY = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final DescribedPredicate<JavaClass> CFN = DescribedPredicate.describe(
            "a type named Cfn*",
            type -> type.getBaseComponentType().getSimpleName().startsWith("Cfn"));

    /** Final, or with subclasses that are all known. */
    private static final DescribedPredicate<JavaClass> CLOSED = DescribedPredicate.describe(
            "final, sealed, a record or an enum",
            type -> type.getModifiers().contains(FINAL)
                    || type.isRecord()
                    || type.isEnum()
                    || type.reflect().isSealed());

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*[.$](Abstract|Base)[A-Z]\\w*|.*(Helper|Utils?|Manager|Impl)")
                .because("such names say nothing")
                .check(LIBRARY);
    }

    @Test
    void theLibraryNeedsTheCdkAndNothingElse() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.cdkmediadelivery",
                        "java..",
                        "software.amazon.awscdk..",
                        "software.amazon.jsii..",
                        "software.constructs..",
                        "com.fasterxml.jackson..",
                        "org.jspecify..")
                .check(LIBRARY);
    }

    @Test
    void examplesAreInAPackageOfTheirOwnSoThatTheySeeThePublicApiOnly() throws IOException {
        var sources = Path.of("src", "examples", "java");

        try (var files = Files.walk(sources)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(file)
                    .startsWith(sources.resolve("io/github/cdkmediadelivery/examples")));
        }
    }

    @Test
    void generatedTypesAreTakenButNeverReturned() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .notHaveRawReturnType(CFN)
                .check(LIBRARY);
    }

    @Test
    void nobodyCanExtendAPublicType() {
        classes().that().arePublic().should(be(CLOSED)).check(LIBRARY);
    }

    @Test
    void thingsAreMadeByFactoriesAndBuilders() {
        constructors()
                .that()
                .areDeclaredInClassesThat(DescribedPredicate.describe(
                        "are public classes", type -> type.getModifiers().contains(PUBLIC) && !type.isRecord()))
                .should()
                .notBePublic()
                .check(LIBRARY);
    }

    @Test
    void theLibraryPrintsNothing() {
        noClasses().should(ACCESS_STANDARD_STREAMS).check(LIBRARY);
    }
}
