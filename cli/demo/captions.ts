import type { Language } from "./people.ts";
import type { Picture } from "./places.ts";

/** What is written under a picture, by language, and the tags that go with it. */
export interface Words {
  tags: readonly string[];
  captions: Partial<Record<Language, readonly string[]>>;
}

export const words: Record<Picture, Words> = {
  arch: {
    tags: ["courtyard", "zellige", "fountain", "archway", "riad"],
    captions: {
      ar: ["صوت الماء قبل كل شيء", "خلف كل باب حديقة 🌿", "هدوء الظهيرة في الرياض"],
      fr: ["Derrière la porte, une fontaine.", "Un quart d'heure d'ombre, enfin 🍊"],
      en: ["You hear the fountain before you see it.", "Every door here has a secret behind it."],
      de: ["Hinter der Tür: Orangen und Stille."],
      th: ["หลังประตูบานนี้มีน้ำพุ"],
    },
  },
  aurora: {
    tags: ["aurora", "northernlights", "nordlys", "nightsky", "polarnight"],
    captions: {
      no: ["Nordlys over fjorden i natt 💚", "Tretti minus og verdt hvert sekund.", "Grønt, grønnere, nordlys ✨"],
      en: ["She danced for eleven minutes.", "Thirty below. Could not feel my thumbs. Worth it 💚"],
      uk: ["Небо вирішило заграти зеленим 💚", "Полярна ніч, а світла більше, ніж удень."],
      de: ["Und dann ging der Himmel an."],
      th: ["แสงเหนือของจริง หนาวแต่คุ้ม 💚"],
    },
  },
  balloons: {
    tags: ["balloons", "hotairballoon", "sunrise", "upupandaway"],
    captions: {
      hi: ["सूरज से पहले उठे, तो आसमान मिला 🎈", "आमेर के ऊपर रंग ही रंग"],
      en: ["Up, up and very quietly away 🎈", "The only sound was the burner.", "Counted nine before breakfast."],
      he: ["קמנו בארבע בבוקר. היה שווה 🎈"],
      bg: ["Небето беше пълно с цветове 🎈"],
      zh: ["清晨五點，天空開滿了花"],
    },
  },
  bay: {
    tags: ["bay", "sunset", "sugarloaf", "goldenhour", "sailing"],
    captions: {
      pt: ["Fim de tarde na Urca, pé na mureta.", "O pôr do sol mereceu palmas 👏", "Hoje o mar parecia seda."],
      en: ["People applaud the sunset here. They are right.", "Golden hour, and then it got better."],
      ko: ["노을에 박수를 치는 도시"],
      el: ["Το φως εδώ τελειώνει αργά."],
    },
  },
  beach: {
    tags: ["beach", "umbrellas", "summer", "fromabove", "sea"],
    captions: {
      pt: ["Guarda-sol por guarda-sol ⛱️", "Domingo tem gosto de mate e biscoito."],
      en: ["Find me under the purple one ⛱️", "Sand in the camera again.", "Low tide, high noon."],
      ja: ["上から見ると、パラソルは花畑"],
      de: ["Bunte Punkte, blaues Meer ⛱️"],
      he: ["שמשיות כמו סוכריות"],
    },
  },
  bicycle: {
    tags: ["bicycle", "bike", "wall", "flowers", "streetcorner"],
    captions: {
      fr: ["Le vélo rouge de la voisine 🚲", "Toujours garé au soleil, celui-là."],
      nl: ["Mandje vol, band zacht 🚲", "Rood tegen geel. Meer hoeft niet."],
      pt: ["A bicicleta da Graça, sempre florida 🚲"],
      en: ["Red on yellow. That's the whole caption.", "Parked since spring, by the look of the basket 🌼"],
      de: ["Heute mal zu Fuß daran vorbei 🚲"],
      bg: ["Червено колело, жълта стена, неделя"],
    },
  },
  books: {
    tags: ["books", "bookshelf", "reading", "library", "lamplight"],
    captions: {
      en: ["Went in for one. You know the rest.", "Smells like 1962 in here 📚", "The lamp stays on until ten."],
      fr: ["Un livre, m'étais-je dit. Six, donc 📚"],
      nl: ["Nog één plank en dan is de muur vol."],
      ko: ["비 오는 날엔 책방 📚", "오늘은 세 권만… 다섯 권."],
      no: ["Mørketid er lesetid 📚"],
      pt: ["Alfarrabista: entrei por um, saí com quatro."],
      he: ["רק עוד ספר אחד 📚"],
      uk: ["Книжки, лампа, тиша"],
    },
  },
  cafe: {
    tags: ["coffee", "croissant", "flatlay", "breakfast", "café"],
    captions: {
      fr: ["Crème, croissant, carnet. Dans cet ordre.", "Le petit-déjeuner, ce sport national ☕🥐"],
      nl: ["Koffie eerst, dan de wereld ☕"],
      ar: ["قهوة ودفتر وصباح بطيء ☕"],
      en: ["Drew the tower. The croissant was easier to finish 🥐", "Office for the morning ☕"],
      th: ["กาแฟกับครัวซองต์ เช้านี้ไม่รีบ ☕🥐"],
      bg: ["Кафе, кроасан и нищо за вършене ☕"],
      he: ["קפה, קרואסון, מחברת ☕"],
    },
  },
  canal: {
    tags: ["canal", "gracht", "houseboat", "reflection", "canalhouses"],
    captions: {
      nl: ["De huizen staan scheef, het water recht.", "Ochtend op de gracht, nog geen rondvaartboot 🛶"],
      de: ["Jedes Haus lehnt sich ein wenig vor, um besser zu sehen."],
      en: ["No two gables alike.", "Mirror, mirror on the gracht."],
      uk: ["Будинки тут дивляться у воду, а вода на них"],
      ja: ["水に映る家のほうが、まっすぐ見える"],
    },
  },
  cat: {
    tags: ["cat", "caturday", "windowsill", "neko", "meow"],
    captions: {
      tr: ["Mahallenin muhtarı 🐈", "Pencere onun, biz misafiriz."],
      en: ["The landlord.", "He was here first 🐈", "Not moving. Not for you, not for tuna."],
      fr: ["Le vrai patron du café 🐈‍⬛", "Il attend le soleil, moi le bus."],
      pt: ["O dono da janela 🐈"],
      el: ["Ο αφέντης του παραθύρου 🐈", "Μη με ξυπνάτε πριν τις έξι."],
      ar: ["صاحب البيت الحقيقي 🐈"],
      he: ["הבוס של הרחוב 🐈"],
      ja: ["窓辺の番長 🐈‍⬛"],
      th: ["เจ้าของร้านตัวจริง 🐈"],
    },
  },
  concert: {
    tags: ["concert", "livemusic", "encore", "nightout", "stagelights"],
    captions: {
      en: ["Ears still ringing 🎶", "Third encore. My bus left at the first.", "Everyone knew the words but me."],
      fr: ["Concert au bord de l'eau, la voix en moins ce matin 🎶"],
      pt: ["A Lapa inteira cantou junto 🎶", "Voz? Perdi ontem à noite."],
      uk: ["Співали всі, навіть охорона 🎶"],
    },
  },
  domes: {
    tags: ["bluedomes", "cyclades", "whitewalls", "aegean", "kalimera"],
    captions: {
      el: ["Άσπρο, μπλε, άσπρο, μπλε…", "Καλημέρα από το Κάστρο 💙", "Πριν έρθουν τα καράβια."],
      en: ["Someone has to paint all this every spring 💙", "Blue above, blue below."],
      zh: ["藍與白之間，只剩風聲"],
      fr: ["Même l'ombre est bleue ici."],
      ko: ["하양과 파랑만으로 충분한 아침 💙"],
    },
  },
  dunes: {
    tags: ["desert", "dunes", "sahara", "caravan", "sand"],
    captions: {
      ar: ["الرمل يكتب ويمحو كل ليلة", "قافلة قبل الغروب 🐪", "سكون لا يشبه أي سكون"],
      fr: ["Le vent a tout effacé avant le dîner 🐪"],
      en: ["Walked up for an hour, slid down in one minute 🐪", "Nothing for miles, and so much of it."],
      he: ["שקט כזה לא שמעתי אף פעם 🐪"],
      de: ["Nur Wind und eine lange Schattenreihe."],
    },
  },
  ferry: {
    tags: ["ferry", "seagull", "bosphorus", "sunset", "skyline"],
    captions: {
      tr: ["Simit martıya, çay bana 🕌", "Son vapuru bilerek kaçırdım.", "Akşamüstü, Haliç'te ışık başka."],
      en: ["Two continents on one ticket.", "The gulls know the timetable better than I do."],
      bg: ["Корабът закъсня точно колкото за залеза"],
      uk: ["Чайки, чай і два континенти"],
      el: ["Βαπόρι, γλάροι και ένα ποτήρι τσάι."],
    },
  },
  fog: {
    tags: ["fog", "bridge", "karl", "bayviews", "morning"],
    captions: {
      en: [
        "And on the seventh day the fog did something.",
        "Heard the horn, saw half a bridge.",
        "Karl is in a mood 🌁",
      ],
      zh: ["霧把海灣藏了起來，只留下一抹紅"],
      ja: ["霧の朝、橋は半分だけ"],
    },
  },
  fruit: {
    tags: ["market", "fruit", "colour", "fresh", "vitamins"],
    captions: {
      fr: ["Les fraises d'abord, le reste après 🍓", "Le marchand m'a offert une pêche. Fidèle à vie 🍑"],
      tr: ["Renk renk, sıra sıra 🍋", "Karpuz kesildi, yaz başladı 🍉"],
      pt: ["Feira de sábado: manga, goiaba e fofoca 🥭"],
      ar: ["ألوان السوق هذا الصباح 🍊"],
      hi: ["मोल-भाव के बाद भी मुस्कान 🍉", "आज की टोकरी"],
      zh: ["廟街的水果攤，比霓虹還亮 🍊"],
      ko: ["시장에 가면 과일부터 🍓"],
      en: ["I came for lemons. Just lemons. 🍋", "The melon was a gift. So was the advice."],
      th: ["ผลไม้สีสวยจนไม่กล้ากิน 🍉"],
    },
  },
  gate: {
    tags: ["torii", "japan", "鳥居", "reflection", "dawn"],
    captions: {
      ja: ["夜明けの鳥居。水が鏡になる。", "潮が満ちるのを待っていました", "静かな朝 ⛩️"],
      en: ["High tide at six. Only herons and me ⛩️", "The water does half the architecture."],
      ko: ["물 위의 문, 새벽 ⛩️"],
      fr: ["La porte flotte, le temps aussi ⛩️"],
    },
  },
  hanok: {
    tags: ["hanok", "한옥", "단풍", "autumn", "hanbok"],
    captions: {
      ko: ["기와 위로 단풍이 내려앉는 시간 🍁", "오늘도 느리게 걷기", "한복 입고 나들이 🍂"],
      en: ["Peak leaf. Peak everything 🍁", "The roof curves, the street curves, nobody hurries."],
      ja: ["瓦と紅葉と、ゆっくり歩く日"],
      th: ["ใบไม้แดงกับหลังคาเก่า สวยมาก 🍁"],
    },
  },
  harbour: {
    tags: ["harbour", "boats", "fishing", "sea", "port"],
    captions: {
      pt: ["Os barcos já voltaram, o peixe já se foi 🐟", "Porto pequeno, conversa grande."],
      tr: ["Balıkçılar döndü, kediler toplandı ⚓"],
      el: ["Ψαρόβαρκες στο Αμμούδι ⚓", "Χταπόδι, ούζο, και βλέπουμε."],
      he: ["בוקר טוב מהנמל ⚓", "הרשתות כבר מתייבשות בשמש"],
      en: ["The red one is called after somebody's aunt ⚓", "Six boats, one gull in charge."],
      fr: ["Les bateaux sont rentrés avant moi ⚓"],
    },
  },
  hut: {
    tags: ["snow", "cabin", "hytte", "reindeer", "bluehour"],
    captions: {
      no: ["Hytta er varm, kaffen er klar ❄️", "Reinen kom helt bort til gjerdet i dag 🦌", "Blåtime på verdens tak."],
      en: ["The neighbours dropped by 🦌", "Blue hour lasts all afternoon up here ❄️"],
      uk: ["Сніг, тепле вікно і сусіди з рогами 🦌"],
      de: ["Drei Nachbarn, alle mit Geweih 🦌"],
    },
  },
  koi: {
    tags: ["koi", "鯉", "pond", "waterlily", "ripples"],
    captions: {
      ja: ["鯉は今日も忙しくない", "波紋がふたつ、消えるまで", "睡蓮、もう咲きました 🌸"],
      en: ["They come when you clap 🎏", "Slowest traffic in town."],
      zh: ["魚兒不急，我也不急"],
      fr: ["Elles viennent quand on tape dans les mains 🎏"],
    },
  },
  lake: {
    tags: ["lake", "mountains", "canoe", "hiking", "stillwater"],
    captions: {
      en: [
        "Canoe for one, view for everybody 🛶",
        "Cold enough to count in seconds.",
        "No wind. Two mountains for the price of one 🏔️",
      ],
      bg: ["Езеро, тишина и едно червено кану 🏔️", "Планината два пъти: горе и долу"],
      de: ["Zwei Berge zum Preis von einem 🏔️"],
      ja: ["風のない朝、山がふたつ"],
    },
  },
  lanterns: {
    tags: ["lanterns", "nightstreet", "rain", "umbrella", "nightmarket"],
    captions: {
      ja: ["雨上がりの提灯 🏮", "この通りは夜がいちばん", "傘を忘れてよかった"],
      zh: ["雨後的燈籠街 🏮", "夜市剛剛開始", "一條街的光，都在地上"],
      ko: ["비 그친 골목, 등불이 두 배 🏮"],
      en: ["Rain doubles the lanterns 🏮", "Followed the smell of grilling until my battery died."],
      th: ["โคมแดงทั้งซอย ฝนเพิ่งหยุด 🏮"],
    },
  },
  lighthouse: {
    tags: ["lighthouse", "coast", "beam", "waves", "dusk"],
    captions: {
      en: [
        "Four seconds on, six seconds off.",
        "The keeper's cat waved. I am sure of it.",
        "Wind took my hat. Fair trade 🌊",
      ],
      el: ["Φάρος: τέσσερα μέσα, έξι έξω 🌊", "Ο αέρας πήρε το καπέλο μου."],
      no: ["Fyret blinker som det alltid har gjort 🌊"],
      bg: ["Фарът не бърза за никъде"],
    },
  },
  metro: {
    tags: ["metro", "subway", "platform", "commute", "underground"],
    captions: {
      fr: ["Ligne 6, la seule qui regarde dehors.", "Mardi, 8 h 12, tout le monde lit 🚇"],
      ja: ["終電のひとつ前", "今日もホームの端で待つ 🚇"],
      ko: ["퇴근길, 안국역 🚇"],
      zh: ["下一班，兩分鐘 🚇"],
      en: ["Missed it by a coat-tail.", "Platform poetry, no words.", "Mind the everything 🚇"],
      de: ["Drei Minuten, sagt die Tafel. Also fünf 🚇"],
    },
  },
  palace: {
    tags: ["palace", "pinkcity", "windows", "rajasthan", "facade"],
    captions: {
      hi: ["हवा महल की हर खिड़की की अपनी कहानी है 💗", "गुलाबी सुबह", "ऊँट, ऑटो और हम"],
      en: ["Tried to count the windows. Lost to a camel 🐫", "Everything pink, even the shadows 💗"],
      fr: ["Combien de fenêtres ? J'ai perdu le compte 💗"],
      de: ["Rosa in allen Stockwerken 💗"],
    },
  },
  palms: {
    tags: ["palms", "palmtrees", "sunset", "boulevard", "roadtrip"],
    captions: {
      en: ["Straight on until the sun 🌴", "Windows down, radio off.", "Yesterday is two steps to the left 🌴"],
      pt: ["Rua reta, céu torto de tão bonito 🌴"],
      he: ["ישר עד השמש 🌴"],
      ko: ["야자수 길 끝에 해가 산다 🌴"],
    },
  },
  pont: {
    tags: ["bridge", "seine", "river", "rowing", "morningmist"],
    captions: {
      fr: [
        "La Seine, avant tout le monde.",
        "Un rameur, trois arches, zéro bruit 🚣",
        "Brume du matin, chagrin nulle part.",
      ],
      en: ["One rower, three arches, no noise 🚣", "The bridge is having a look at itself."],
      he: ["הנהר לפני שהעיר מתעוררת"],
      th: ["หมอกเช้าเหนือแม่น้ำแซน"],
      bg: ["Реката преди града да се събуди"],
    },
  },
  rain: {
    tags: ["rain", "window", "bokeh", "rainyday", "citylights"],
    captions: {
      fr: ["Il pleut, donc je reste 🌧️", "La ville floue, le café net."],
      tr: ["Yağmur, cam, bir fincan kahve 🌧️"],
      nl: ["Regen. Natuurlijk regen. ☔"],
      ko: ["창밖은 비, 안은 커피 🌧️"],
      en: ["Good excuse number one 🌧️", "The city is out of focus and so am I.", "Listening to the gutters."],
      uk: ["Дощ малює краще за мене 🌧️"],
      th: ["ฝนตก ร้านกาแฟเลยเป็นบ้าน 🌧️"],
      he: ["גשם בחוץ, קפה בפנים 🌧️"],
    },
  },
  ramen: {
    tags: ["ramen", "ラーメン", "noodles", "lunch", "foodie"],
    captions: {
      ja: ["本日の一杯。醤油、麺かため。", "スープまで完飲 🍜", "行列三十分、完食五分"],
      en: ["Thirty minutes of queue, five of silence 🍜", "Extra egg. Always extra egg."],
      ko: ["줄 서서 먹을 만하다 🍜"],
      th: ["ต่อคิวครึ่งชั่วโมง หมดใน 5 นาที 🍜"],
      de: ["Schlange: 30 Minuten. Schüssel: 5 🍜"],
    },
  },
  reef: {
    tags: ["reef", "diving", "underwater", "turtle", "coral"],
    captions: {
      en: [
        "The turtle was not impressed 🐢",
        "Twelve metres down and somebody painted everything.",
        "Bula from below 🐠",
      ],
      he: ["צב אחד, אלף צבעים 🐢"],
      de: ["Zwölf Meter tief und bunter als oben 🐠"],
      fr: ["La tortue n'a même pas levé les yeux 🐢"],
    },
  },
  rooftops: {
    tags: ["rooftops", "zinc", "chimneys", "toits", "goldenhour"],
    captions: {
      fr: ["Compter les cheminées pour s'endormir.", "Du zinc et du miel ☀️", "Vue du sixième sans ascenseur."],
      en: ["Sixth floor, no lift, no regrets.", "Zinc turns to honey around eight ☀️"],
      he: ["גגות אבץ באור של סוף היום"],
      th: ["หลังคาสังกะสีตอนแดดสุดท้าย"],
    },
  },
  skyline: {
    tags: ["skyline", "harbour", "junk", "citylights", "night"],
    captions: {
      zh: ["維港今晚的顏色", "兩元渡輪，百萬夜景 ✨", "紅帆過海"],
      en: ["Best view in town costs less than tea ✨", "The red sails always win."],
      th: ["แสงสีกับเรือใบแดง ✨"],
      ko: ["밤의 항구, 빨간 돛 ✨"],
      bg: ["Нощта тук е по-светла от деня ✨"],
    },
  },
  stadium: {
    tags: ["football", "futebol", "stadium", "floodlights", "matchday"],
    captions: {
      pt: ["Gol aos 90 + 4. Sem voz, sem unha ⚽", "Domingo é dia de reza e de jogo."],
      en: ["Ninety-fourth minute. I hugged a stranger ⚽", "Nil–nil and still worth it."],
      de: ["Null zu null, trotzdem heiser ⚽"],
      uk: ["Світло, дев'яноста хвилина, тиша… і гол ⚽"],
    },
  },
  tea: {
    tags: ["tea", "matcha", "お茶", "teahouse", "bamboo"],
    captions: {
      ja: ["一服どうぞ 🍵", "竹の音、湯の音", "今日の菓子は二つ。"],
      ko: ["차 한 잔, 대나무 소리 🍵"],
      en: ["Whisk, wait, breathe 🍵", "No phone allowed after this photo."],
      de: ["Der Tee ist grün, die Stille auch 🍵"],
      zh: ["一碗茶，半日閒 🍵"],
    },
  },
  tower: {
    tags: ["tower", "eiffeltower", "seine", "dusk", "toureiffel"],
    captions: {
      fr: [
        "Elle s'allume, et tout le monde se tait.",
        "Toujours là, la grande dame ✨",
        "Vue depuis le quai, 22 h. #paris #seine",
        "Le bateau-mouche de trop, et le plus beau.",
      ],
      en: [
        "They switched her on just for us ✨",
        "Yes, another one. No, not sorry. #paris",
        "Last boat of the evening.",
      ],
      he: ["נדלקה בדיוק כשהגענו ✨", "עוד תמונה שלה. לא מצטערת."],
      th: ["ไฟติดพอดีเลย สวยจนพูดไม่ออก ✨", "ล่องแม่น้ำแซนตอนเย็น"],
      bg: ["Светна точно навреме ✨", "Още една снимка на кулата. Без извинения."],
      ja: ["灯りがついた瞬間 ✨"],
      ar: ["أضاءت في اللحظة المناسبة ✨"],
      pt: ["Acendeu na hora certa ✨"],
      de: ["Punkt zehn fing sie an zu glitzern ✨"],
      ko: ["불이 켜지는 순간 ✨"],
      zh: ["剛好等到亮燈 ✨"],
    },
  },
  tram: {
    tags: ["tram", "lisboa", "elétrico", "hills", "yellow"],
    captions: {
      pt: ["O 28 passou cheio. O 28 passa sempre cheio.", "Amarelo que sobe 🚋", "Roupa estendida, elétrico à porta."],
      en: ["It climbs, it screeches, it wins 🚋", "Squeezed against the tiles to let it through."],
      fr: ["Il monte en grinçant, moi en soufflant 🚋"],
      uk: ["Жовтий трамвай знає всі круті вулиці 🚋"],
    },
  },
  tulips: {
    tags: ["tulips", "tulpen", "windmill", "flowerfield", "spring"],
    captions: {
      nl: ["Rijtjes, rijtjes, rijtjes 🌷", "Het land in strepen."],
      de: ["Tulpen bis zum Horizont 🌷", "Und mittendrin eine Mühle, wie bestellt."],
      en: ["Somebody combed the land 🌷", "Stripes all the way to the windmill."],
      ja: ["地平線までチューリップ 🌷"],
      bg: ["Поле като раирана черга 🌷"],
    },
  },
  wheel: {
    tags: ["ferriswheel", "funfair", "carousel", "lights", "night"],
    captions: {
      fr: ["Encore un tour, et on rentre. Promis 🎡", "La barbe à papa a survécu trois minutes."],
      zh: ["轉一圈，剛好看完夜色 🎡"],
      en: ["One more turn, then home. (It was four.) 🎡", "Top of the wheel, phone in both hands."],
      he: ["סיבוב אחרון, באמת 🎡"],
      th: ["ขออีกรอบเดียวพอ 🎡"],
      uk: ["Ще одне коло, і додому 🎡"],
    },
  },
};

/** For any picture, where nothing in particular is left to say. */
export const anyway: Record<Language, readonly string[]> = {
  ar: ["يوم جميل", "لحظة تستحق الانتظار ✨", "بدون فلتر", "هكذا بدأ اليوم ☀️", "صورة قبل أن أنسى", "من هنا مررت"],
  bg: ["Просто така.", "Хубав ден ☀️", "Без филтър, честно.", "Спомен за после"],
  de: [
    "Einfach so.",
    "Heute gesehen, sofort verliebt.",
    "Guten Morgen von hier ☀️",
    "Kurz stehen geblieben.",
    "Fürs Album.",
  ],
  el: [
    ...["Έτσι απλά.", "Καλησπέρα από εδώ ✨", "Χωρίς φίλτρο.", "Μια μέρα σαν όλες, δηλαδή ωραία."],
    ...["Στάθηκα για λίγο.", "Κυριακή ☀️", "Κρατάω αυτήν."],
  ],
  en: [
    ...[
      "No filter. Fine, one filter.",
      "Today.",
      "Stopped for this ✨",
      "Note to self: come back.",
      "Was late. Took it anyway.",
    ],
    ...[
      "Tuesday did its best.",
      "For the fridge door.",
      "Exhibit A.",
      "Same spot, better light ☀️",
      "I owe this one to a wrong turn.",
    ],
  ],
  fr: [
    ...[
      "Sans commentaire.",
      "Aujourd'hui, rien d'autre.",
      "Je garde celle-ci ✨",
      "En passant.",
      "Le détour valait le retard.",
    ],
    ...["Dimanche, version longue ☀️", "Pour la porte du frigo."],
  ],
  he: ["ככה סתם.", "בוקר טוב לכולם ☀️", "רגע קטן של שקט", "עצרתי רק לדקה", "לאלבום ✨"],
  hi: ["बस यूँ ही", "आज का पल ✨", "दिन अच्छा है ☀️", "चलते-चलते", "यादों के लिए", "रुकना तो बनता था"],
  ja: ["なんとなく一枚", "いい日でした ☀️", "また来よう", "寄り道の途中", "きょうの一枚 ✨", "遠回りして正解"],
  ko: ["그냥 한 장", "오늘의 기록 ✨", "또 와야지", "지나가다가", "햇살 좋은 날 ☀️", "돌아가는 길도 좋았다"],
  nl: [
    "Gewoon, omdat het kan.",
    "Vandaag, net voor de regen.",
    "Mooi hè ✨",
    "Even stilgestaan.",
    "Voor op de koelkast.",
  ],
  no: ["Bare fordi.", "En fin dag ☀️", "Uten filter, nesten.", "Måtte stoppe litt.", "Hverdag, egentlig ✨"],
  pt: [
    ...[
      "Sem legenda.",
      "Hoje foi assim ☀️",
      "Guardei para mim e para vocês ✨",
      "Só parei um minuto.",
      "Quase não fui. Ainda bem que fui.",
    ],
    ...["Para a porta da geladeira.", "Segunda-feira também pode.", "No caminho de casa"],
  ],
  th: ["วันนี้ก็ดีนะ", "แวะถ่ายหน่อย ✨", "ไม่แต่งรูปเลย (นิดนึง)", "เดินผ่านพอดี", "เก็บไว้ดูวันหลัง", "อากาศดีมาก ☀️", "เดี๋ยวมาอีก"],
  tr: [
    "Öylesine.",
    "Bugünden kalan ✨",
    "Filtre yok, söz.",
    "Geçerken.",
    "Bir dakika durdum, bir saat kaldım.",
    "Pazar hali ☀️",
    "Albüm için.",
  ],
  uk: ["Просто так.", "Сьогодні ✨", "Без фільтрів, майже.", "На згадку", "Зупинилась на хвилинку ☀️"],
  zh: ["隨手一張", "今天天氣真好 ☀️", "下次還要來", "路過", "留個紀念 ✨", "慢慢走，慢慢看", "收工路上"],
};
