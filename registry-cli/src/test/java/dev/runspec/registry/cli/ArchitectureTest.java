package dev.runspec.registry.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which room may know which. The command line sees all modules, so it is the one to look. */
@AnalyzeClasses(
    packages = ArchitectureTest.ROOT,
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {

  static final String ROOT = "dev.runspec.registry";

  private static final String[] CORE = {
    ROOT,
    ROOT + ".catalog..",
    ROOT + ".engine..",
    ROOT + ".json..",
    ROOT + ".command..",
    ROOT + ".mcp..",
    ROOT + ".signature.."
  };
  private static final String[] JDK = {"java..", "javax..", "org.jspecify.annotations.."};
  private static final String JSON = ROOT + ".json..";
  private static final String TESTING = ROOT + ".client.testing..";
  private static final String JACKSON_CORE = "com.fasterxml.jackson.core..";

  @ArchTest
  static final ArchRule CORE_NEEDS_NOTHING_BUT_THE_JDK =
      classes()
          .that(resideInAnyPackage(CORE).and(resideOutsideOfPackages(JSON)))
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(CORE).or(resideInAnyPackage(JDK)));

  @ArchTest
  static final ArchRule JSON_NEEDS_NOTHING_MORE_BUT_STREAMS_OF_TOKENS =
      classes()
          .that()
          .resideInAPackage(JSON)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(CORE)
                  .or(resideInAnyPackage(JDK))
                  .or(resideInAnyPackage(JACKSON_CORE)));

  @ArchTest
  static final ArchRule VALUES_KNOW_NEITHER_THE_ENGINE_NOR_THE_WIRE =
      noClasses()
          .that()
          .resideInAPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + ".catalog..",
              ROOT + ".engine..",
              JSON,
              ROOT + ".command..",
              ROOT + ".mcp..",
              ROOT + ".signature..");

  @ArchTest
  static final ArchRule THE_MODEL_CONTEXT_PROTOCOL_KNOWS_NO_REGISTRY =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".mcp..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".catalog..", ROOT + ".engine..", ROOT + ".command..");

  @ArchTest
  static final ArchRule THE_CLIENT_NEEDS_NOTHING_BUT_CORE =
      classes()
          .that()
          .resideInAPackage(ROOT + ".client..")
          .and()
          .resideOutsideOfPackage(TESTING)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(CORE)
                  .or(resideInAnyPackage(JDK))
                  .or(resideInAnyPackage(ROOT + ".client..")));

  @ArchTest
  static final ArchRule ITS_FAKE_REGISTRY_NEEDS_THE_HTTP_SERVER_OF_THE_JDK_BESIDE_THAT =
      classes()
          .that()
          .resideInAPackage(TESTING)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(CORE)
                  .or(resideInAnyPackage(JDK))
                  .or(resideInAnyPackage(ROOT + ".client..", "com.sun.net.httpserver..")));

  @ArchTest
  static final ArchRule THE_CLIENT_DOES_NOT_NEED_ITS_FAKE_REGISTRY =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".client", ROOT + ".cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TESTING);

  /** The fake registry is a registry: it holds an engine, and is the one that may. */
  @ArchTest
  static final ArchRule CLIENT_AND_COMMAND_LINE_KNOW_NO_SERVER =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".client", ROOT + ".cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".server..", ROOT + ".engine..");

  @ArchTest
  static final ArchRule HTTP_KNOWS_NO_STORE =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".server.http..", ROOT + ".server.resource..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".server.store..");

  @ArchTest
  static final ArchRule THE_PAGE_IS_FILES_AND_KNOWS_NO_REGISTRY =
      classes()
          .that()
          .resideInAPackage(ROOT + ".server.web..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(JDK)
                  .or(resideInAnyPackage(ROOT + ".catalog..", ROOT + ".server.web..")));

  @ArchTest
  static final ArchRule COMMANDS_LOAD_NO_JACKSON =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".cli.command..", ROOT + ".cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule ONLY_THE_WIRING_KNOWS_THE_STORES =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".server", ROOT + ".server.store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".server.store..");

  /** Leaves out the tests that come as a jar. */
  static final class WithoutTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
