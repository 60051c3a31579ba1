/** What captions and comments are written in: ISO 639-1. */
export type Language =
  | "ar"
  | "bg"
  | "de"
  | "el"
  | "en"
  | "fr"
  | "he"
  | "hi"
  | "ja"
  | "ko"
  | "nl"
  | "no"
  | "pt"
  | "th"
  | "tr"
  | "uk"
  | "zh";

/** A person of the demo. All of them are invented. */
export interface Person {
  username: string;
  full_name: string;
  profile_picture: string;
  bio: string;
  website: string;
  id: string;
  /** What they write in, most of the time the first. */
  speaks: readonly [Language, ...Language[]];
}

function person(
  id: string,
  username: string,
  full_name: string,
  speaks: Person["speaks"],
  bio: string,
  site = "",
): Person {
  return {
    username,
    full_name,
    profile_picture: `/demo/people/${username}.jpg`,
    bio,
    website: site && `http://${site}.example/`,
    id,
    speaks,
  };
}

/** Whose photos nobody else sees. */
export const privatePerson = person("90417733", "quiet.corner", "Solveig Amberleigh", ["en", "no"], "", "quiet-corner");

/** Two dozen people, the private one among them. */
export const people: readonly Person[] = [
  person("2140618", "lune.papier", "Odile Marchetaine", ["fr", "en"], "Papier, lune, café noir.", "lune-papier"),
  person("3382907", "tibo_quai", "Thibaut Verlanne", ["fr"], "Je rentre toujours par les quais."),
  person("48190265", "nordlys.ida", "Ida Skogheimdal", ["no", "en"], "78° nord. Ull, snø og kaffe ☕❄️", "nordlys-ida"),
  person("17720934", "kaze_no_machi", "風町ほたる", ["ja", "en"], "路地とお茶と、ときどき鯉。", "kazenomachi"),
  person("205581347", "ramen.nikki", "井草野そうた", ["ja"], "一日一麺 🍜"),
  person(
    "9036152",
    "azulejo.rita",
    "Rita Caravelinho",
    ["pt", "en"],
    "Azulejos, elétricos e sardinhas.",
    "azulejo-rita",
  ),
  person("6614083", "grachtlicht", "Joost van Kanaalen", ["nl", "en"], "Licht op water, meestal vóór achten."),
  person("31875520", "marmara.deniz", "Deniz Vapurcuoğlu", ["tr", "en"], "Vapurda çay, martıya simit."),
  person("1508846", "fogline", "Wren Halvorsby", ["en"], "Waiting for the fog to do something.", "fogline"),
  person("72309418", "maresia.caio", "Caio Andorinhães", ["pt"], "Mar, manhã e maracujá 🌊"),
  person("118460275", "riad.lamia", "لمياء الزليجي", ["ar", "fr"], "أزقّة، نوافير، وشاي بالنعناع", "riad-lamia"),
  person("260937714", "vula.tavoro", "Mereoni Vulatavoro", ["en"], "One foot in today, one in yesterday 🌴"),
  person("54018263", "gulabi.shehar", "मीरा झरोखावाला", ["hi", "en"], "गुलाबी शहर की खिड़कियाँ", "gulabi-shehar"),
  person("83651190", "hanok.days", "서단풍", ["ko", "en"], "기와와 단풍, 그리고 느린 걸음", "hanok-days"),
  person("40297755", "star.ferry.ling", "凌海渡", ["zh", "en"], "渡輪、夜色、一杯奶茶"),
  person("136620849", "kymata.nefeli", "Νεφέλη Αλμυροκύματου", ["el", "en"], "Άσπρο, μπλε, και λίγο αλάτι.", "kymata"),
  person(
    "1973360",
    "uptown_marlowe",
    "Marlowe Quillfeather",
    ["en"],
    "Trains, books, rain on glass.",
    "uptown-marlowe",
  ),
  person("97240516", "snih.oksana", "Оксана Зорепадська", ["uk", "en"], "Сніг, вокзали, теплі вікна"),
  person("64173829", "pole.vetra", "Милен Ветроградов", ["bg", "en"], "Поля, ветрове и дълги влакове"),
  person("152894036", "namal.tamar", "תמר גלימים", ["he", "en"], "נמלים, חתולים ואור של בוקר", "namal-tamar"),
  person("218306577", "khlong.ploy", "พลอย คลองใส", ["th", "en"], "เดินเรื่อย ๆ ถ่ายไปเรื่อย ๆ"),
  person(
    "29461708",
    "tulpen.und.tee",
    "Friederike Nebelhain",
    ["de", "en"],
    "Tulpen, Tee, Türschwellen.",
    "tulpen-und-tee",
  ),
  person("4850291", "peatreek", "Ruaridh Glenwhistle", ["en"], "Lighthouses, lochs, long johns."),
  privatePerson,
];
