/** The drawings in `public/demo/`, each there as `<name>_5.jpg`, `_6.jpg` and `_7.jpg`. */
export type Picture =
  | "arch"
  | "aurora"
  | "balloons"
  | "bay"
  | "beach"
  | "bicycle"
  | "books"
  | "cafe"
  | "canal"
  | "cat"
  | "concert"
  | "domes"
  | "dunes"
  | "ferry"
  | "fog"
  | "fruit"
  | "gate"
  | "hanok"
  | "harbour"
  | "hut"
  | "koi"
  | "lake"
  | "lanterns"
  | "lighthouse"
  | "metro"
  | "palace"
  | "palms"
  | "pont"
  | "rain"
  | "ramen"
  | "reef"
  | "rooftops"
  | "skyline"
  | "stadium"
  | "tea"
  | "tower"
  | "tram"
  | "tulips"
  | "wheel";

/** A named place of v1, degrees, with what people photograph there. */
export interface Venue {
  id: number;
  name: string;
  latitude: number;
  longitude: number;
  pictures: readonly [Picture, ...Picture[]];
}

/**
 * A part of a town: its centre in degrees, how many photos are from there, and how far from their venues those lie that
 * do not name one (`spread`, metres, one standard deviation).
 */
export interface Place {
  latitude: number;
  longitude: number;
  spread: number;
  photos: number;
  tags: readonly string[];
  residents: readonly string[];
  venues: readonly Venue[];
}

function venue(id: number, name: string, latitude: number, longitude: number, ...pictures: Venue["pictures"]): Venue {
  return { id, name, latitude, longitude, pictures };
}

const paris: Place = {
  latitude: 48.858844,
  longitude: 2.294351,
  spread: 420,
  photos: 84,
  tags: ["paris", "toureiffel", "france", "parisjetaime"],
  residents: ["lune.papier", "tibo_quai", "namal.tamar", "khlong.ploy", "quiet.corner"],
  venues: [
    venue(20418337, "Tour Eiffel", 48.858262, 2.294495, "tower", "tower", "rooftops"),
    venue(20418352, "Champ de Mars", 48.855901, 2.298034, "tower", "bicycle", "cafe"),
    venue(20418410, "Jardins du Trocadéro", 48.861612, 2.289131, "tower", "rain"),
    venue(20418466, "Pont d'Iéna", 48.85976, 2.292284, "tower", "pont"),
    venue(20418518, "Passerelle Debilly", 48.862655, 2.296862, "pont", "tower"),
    venue(20418574, "Pont de Bir-Hakeim", 48.855632, 2.287731, "pont", "metro"),
    venue(20418601, "Carrousel de la tour Eiffel", 48.859204, 2.293287, "wheel"),
    venue(20418659, "Métro Passy", 48.857452, 2.285867, "metro"),
    venue(20418703, "Café du Lampion", 48.858112, 2.300274, "cafe", "cat", "books"),
    venue(20418748, "Rue de l'Université", 48.860371, 2.299118, "rooftops", "bicycle", "cat"),
    venue(20418791, "Marché Président-Wilson", 48.864487, 2.29766, "fruit"),
    venue(20418836, "Quai Branly", 48.860744, 2.297391, "books", "rain", "concert"),
  ],
};

const tokyo: Place = {
  latitude: 35.713642,
  longitude: 139.796653,
  spread: 500,
  photos: 32,
  tags: ["tokyo", "asakusa", "浅草", "東京"],
  residents: ["kaze_no_machi", "ramen.nikki"],
  venues: [
    venue(31160224, "浅草寺", 35.714765, 139.796655, "lanterns", "koi"),
    venue(31160281, "仲見世通り", 35.711975, 139.796371, "lanterns"),
    venue(31160345, "伝法院通り", 35.713058, 139.794702, "ramen", "lanterns"),
    venue(31160390, "隅田公園", 35.716613, 139.803268, "koi", "tea"),
    venue(31160452, "浅草駅", 35.710883, 139.797688, "metro", "ramen"),
    venue(31160507, "厳島神社 大鳥居", 34.297308, 132.318171, "gate"),
    venue(31160563, "茶室 風町", 35.715602, 139.792247, "tea"),
  ],
};

const lisbon: Place = {
  latitude: 38.711838,
  longitude: -9.130017,
  spread: 600,
  photos: 24,
  tags: ["lisboa", "alfama", "portugal", "eléctrico28"],
  residents: ["azulejo.rita"],
  venues: [
    venue(40273310, "Miradouro das Portas do Sol", 38.712373, -9.130244, "tram", "harbour"),
    venue(40273366, "Sé de Lisboa", 38.709828, -9.132636, "tram"),
    venue(40273421, "Feira da Ladra", 38.715466, -9.124768, "fruit", "books"),
    venue(40273487, "Miradouro da Graça", 38.716491, -9.131577, "cat", "bicycle"),
    venue(40273530, "Doca da Marinha", 38.707864, -9.131204, "harbour"),
    venue(40273594, "Clube do Fado Perdido", 38.711149, -9.131786, "concert"),
  ],
};

const amsterdam: Place = {
  latitude: 52.374031,
  longitude: 4.88369,
  spread: 700,
  photos: 26,
  tags: ["amsterdam", "jordaan", "grachten"],
  residents: ["grachtlicht", "tulpen.und.tee"],
  venues: [
    venue(51829003, "Westerkerk", 52.374534, 4.883642, "canal", "bicycle"),
    venue(51829058, "Prinsengracht", 52.375873, 4.882884, "canal"),
    venue(51829117, "Noordermarkt", 52.379561, 4.886238, "cafe", "books", "cat"),
    venue(51829166, "Magere Brug", 52.363589, 4.902369, "canal", "rain"),
    venue(51829230, "Vondelpark", 52.357995, 4.868648, "bicycle"),
    venue(51829281, "Keukenhof", 52.26968, 4.546401, "tulips"),
  ],
};

const istanbul: Place = {
  latitude: 41.018133,
  longitude: 28.972106,
  spread: 800,
  photos: 26,
  tags: ["istanbul", "eminönü", "boğaz", "vapur"],
  residents: ["marmara.deniz"],
  venues: [
    venue(62541178, "Galata Köprüsü", 41.020089, 28.973147, "ferry", "harbour"),
    venue(62541235, "Eminönü İskelesi", 41.017247, 28.974104, "ferry"),
    venue(62541290, "Mısır Çarşısı", 41.016503, 28.970562, "fruit"),
    venue(62541344, "Süleymaniye Camii", 41.016066, 28.963984, "ferry", "cat"),
    venue(62541402, "Galata Kulesi", 41.025651, 28.974161, "cat", "rain"),
    venue(62541459, "Kız Kulesi", 41.021104, 29.00412, "ferry"),
  ],
};

const sanFrancisco: Place = {
  latitude: 37.806981,
  longitude: -122.474805,
  spread: 900,
  photos: 20,
  tags: ["sanfrancisco", "karlthefog", "goldengate", "bayarea"],
  residents: ["fogline", "peatreek"],
  venues: [
    venue(70096415, "Golden Gate Bridge", 37.819876, -122.478346, "fog"),
    venue(70096472, "Baker Beach", 37.793562, -122.483604, "fog"),
    venue(70096530, "Crissy Field", 37.803902, -122.464017, "fog", "bicycle"),
    venue(70096588, "Point Bonita Lighthouse", 37.815592, -122.529537, "lighthouse"),
    venue(70096641, "Dolores Street", 37.75962, -122.426009, "palms", "books"),
  ],
};

const rio: Place = {
  latitude: -22.949012,
  longitude: -43.163877,
  spread: 1200,
  photos: 26,
  tags: ["rio", "riodejaneiro", "errejota", "brasil"],
  residents: ["maresia.caio"],
  venues: [
    venue(83312706, "Pão de Açúcar", -22.949322, -43.154542, "bay"),
    venue(83312763, "Mureta da Urca", -22.943391, -43.160618, "bay", "harbour"),
    venue(83312819, "Praia de Copacabana", -22.971177, -43.182343, "beach", "palms"),
    venue(83312872, "Praia de Ipanema", -22.986832, -43.205411, "beach"),
    venue(83312930, "Maracanã", -22.912161, -43.230182, "stadium"),
    venue(83312985, "Arcos da Lapa", -22.913029, -43.180114, "concert", "fruit"),
  ],
};

const marrakech: Place = {
  latitude: 31.627093,
  longitude: -7.987316,
  spread: 600,
  photos: 20,
  tags: ["marrakech", "مراكش", "maroc", "المغرب"],
  residents: ["riad.lamia"],
  venues: [
    venue(91450231, "ساحة جامع الفنا", 31.625826, -7.98916, "fruit"),
    venue(91450288, "قصر الباهية", 31.621722, -7.982305, "arch"),
    venue(91450344, "مدرسة ابن يوسف", 31.63204, -7.98625, "arch", "cat"),
    venue(91450399, "Jardin Majorelle", 31.641504, -8.003016, "arch", "cafe"),
    venue(91450457, "عرق الشبي", 31.146512, -3.978844, "dunes"),
  ],
};

const longyearbyen: Place = {
  latitude: 78.222418,
  longitude: 15.646853,
  spread: 1100,
  photos: 14,
  tags: ["svalbard", "longyearbyen", "nordlys", "arctic"],
  residents: ["nordlys.ida", "quiet.corner"],
  venues: [
    venue(15708812, "Adventdalen", 78.202643, 15.828371, "aurora"),
    venue(15708867, "Nybyen", 78.203318, 15.593172, "hut"),
    venue(15708921, "Svalbard kirke", 78.221836, 15.625704, "aurora", "hut"),
    venue(15708976, "Longyearbyen folkebibliotek", 78.220491, 15.647255, "books"),
  ],
};

const taveuni: Place = {
  latitude: -16.802931,
  longitude: 179.998164,
  spread: 2600,
  photos: 12,
  tags: ["taveuni", "fiji", "180degrees", "bula"],
  residents: ["vula.tavoro"],
  venues: [
    venue(18064403, "180th Meridian, Waiyevo", -16.790087, 179.999871, "palms", "beach"),
    venue(18064459, "Rainbow Reef", -16.769852, 179.951246, "reef"),
    venue(18064512, "Wairiki", -16.807764, -179.994518, "palms", "reef"),
    venue(18064570, "Lavena Beach", -16.861903, -179.882041, "beach", "reef"),
  ],
};

const jaipur: Place = {
  latitude: 26.923936,
  longitude: 75.826744,
  spread: 900,
  photos: 20,
  tags: ["jaipur", "जयपुर", "pinkcity", "rajasthan"],
  residents: ["gulabi.shehar"],
  venues: [
    venue(22637140, "हवा महल", 26.923933, 75.826743, "palace"),
    venue(22637196, "आमेर किला", 26.985487, 75.851345, "balloons"),
    venue(22637251, "बापू बाज़ार", 26.916219, 75.819866, "fruit", "palace"),
    venue(22637307, "नाहरगढ़", 26.937338, 75.815532, "balloons"),
  ],
};

const seoul: Place = {
  latitude: 37.580412,
  longitude: 126.980837,
  spread: 700,
  photos: 20,
  tags: ["seoul", "서울", "북촌", "korea"],
  residents: ["hanok.days"],
  venues: [
    venue(27915508, "경복궁", 37.579617, 126.977041, "hanok"),
    venue(27915563, "북촌한옥마을", 37.582604, 126.983998, "hanok", "tea"),
    venue(27915619, "광장시장", 37.570028, 126.99961, "lanterns", "fruit"),
    venue(27915672, "안국역", 37.576562, 126.985462, "metro"),
    venue(27915730, "책방 단풍", 37.581119, 126.981736, "books", "rain"),
  ],
};

const hongKong: Place = {
  latitude: 22.293842,
  longitude: 114.168931,
  spread: 700,
  photos: 22,
  tags: ["hongkong", "香港", "維港", "hk"],
  residents: ["star.ferry.ling"],
  venues: [
    venue(33480916, "天星碼頭", 22.293719, 114.168632, "skyline"),
    venue(33480971, "尖沙咀海濱花園", 22.292936, 114.174083, "skyline"),
    venue(33481027, "廟街", 22.306561, 114.170007, "lanterns", "fruit"),
    venue(33481083, "香港摩天輪", 22.285622, 114.161745, "wheel"),
    venue(33481139, "中環站", 22.281977, 114.158128, "metro"),
  ],
};

const oia: Place = {
  latitude: 36.46182,
  longitude: 25.375327,
  spread: 500,
  photos: 18,
  tags: ["santorini", "oia", "σαντορίνη", "greece"],
  residents: ["kymata.nefeli"],
  venues: [
    venue(38122604, "Κάστρο Οίας", 36.461735, 25.372362, "domes"),
    venue(38122661, "Αμμούδι", 36.460512, 25.370604, "harbour", "cat"),
    venue(38122717, "Ημεροβίγλι", 36.432541, 25.421837, "domes", "cat"),
    venue(38122774, "Φάρος Ακρωτηρίου", 36.357493, 25.357126, "lighthouse"),
  ],
};

const newYork: Place = {
  latitude: 40.71973,
  longitude: -73.991884,
  spread: 1400,
  photos: 24,
  tags: ["nyc", "newyork", "manhattan", "brooklyn"],
  residents: ["uptown_marlowe", "snih.oksana"],
  venues: [
    venue(44709183, "14 St – Union Square", 40.734851, -73.989951, "metro"),
    venue(44709240, "Fourth Avenue Book Row", 40.732407, -73.990286, "books"),
    venue(44709296, "Bowery Ballroom", 40.720405, -73.993365, "concert"),
    venue(44709352, "Coney Island", 40.574026, -73.978503, "wheel", "beach"),
    venue(44709409, "Red Hook Ball Fields", 40.672138, -74.006251, "stadium"),
    venue(44709465, "Ludlow Street", 40.719846, -73.989034, "rain", "cat"),
  ],
};

const lakeLouise: Place = {
  latitude: 51.416731,
  longitude: -116.217206,
  spread: 1000,
  photos: 12,
  tags: ["lakelouise", "banff", "rockies"],
  residents: ["peatreek", "fogline", "pole.vetra"],
  venues: [
    venue(50831772, "Lake Louise", 51.41662, -116.2171, "lake"),
    venue(50831829, "Moraine Lake", 51.321742, -116.186004, "lake"),
  ],
};

/** Some 400 photos in all, most of them around the point that the search example of 2013 asked for. */
export const places: readonly Place[] = [
  ...[paris, tokyo, lisbon, amsterdam, istanbul, sanFrancisco, rio, marrakech],
  ...[longyearbyen, taveuni, jaipur, seoul, hongKong, oia, newYork, lakeLouise],
];
